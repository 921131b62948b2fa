"""Three invented reports of our own, and a daily price list, to make copies of."""

from __future__ import annotations

from collections.abc import Sequence

BRIDGE = (
    "Sáng thứ ba, chiếc cầu treo mới nối hai bờ sông Ngàn Vọng đã chính thức mở cho người đi bộ.",
    "Công trình dài hai trăm mười mét do đội thợ của xã Bình Lũng dựng trong mười bốn tháng.",
    "Trước đây, học sinh bên bờ đông phải đi đò qua sông, mùa lũ nhiều em đành nghỉ học cả tuần.",
    "Chủ tịch xã Trần Bá Lộc cho biết kinh phí phần lớn do bà con quyên góp cùng một quỹ từ thiện.",
    "Người thợ cả Phùng Văn Ke kể rằng khó nhất là kéo sợi cáp chính qua khúc sông có xoáy nước.",
    "Mặt cầu lát gỗ nghiến, hai bên có lưới chắn cao ngang ngực để trẻ nhỏ qua lại được an toàn.",
    "Một ngày sau khi thông cầu, trường tiểu học bờ tây nhận thêm hai mươi sáu học sinh mới.",
    "Các tiểu thương chợ Rẻo mong hàng nông sản khỏi phải vòng gần ba chục cây số đường núi.",
    "Cán bộ kỹ thuật huyện khuyến cáo mỗi lượt không quá bốn mươi người cùng đứng trên nhịp giữa.",
    "Xã sẽ cử người trực ở hai đầu cầu vào những ngày phiên chợ và khi nước sông lên báo động hai.",
    "Bà Lò Thị Mẩy, bảy mươi tuổi, nói bà chờ ngày được bước qua sông này từ thuở còn con gái.",
    "Giai đoạn tới, địa phương dự định làm đường bê tông nối cầu với tỉnh lộ cách đó một cây số.",
)
LIBRARY = (
    "Thư viện lưu động của thị trấn Hòa Sậy vừa đi chuyến thứ năm mươi đến các làng ven biển.",
    "Trên chiếc xe buýt cũ sơn xanh, hơn hai nghìn đầu sách được xếp theo độ tuổi người đọc.",
    "Cô thủ thư Đoàn Hạ Vi bảo trẻ em ở đây mê truyện khoa học hơn bất cứ loại sách nào khác.",
    "Mỗi điểm dừng kéo dài một buổi chiều, có giờ kể chuyện và góc sửa sách rách cho người lớn.",
    "Nhóm sinh viên tình nguyện ghi lại tên sách mà dân làng muốn có trong chuyến xe tháng sau.",
    "Theo sổ mượn, cuốn được hỏi nhiều nhất mùa hè này là một tập chuyện về các loài cá biển sâu.",
    "Chuyến xe chỉ nghỉ khi biển động, và người lái xe đã thuộc lòng từng ngã rẽ ra bến thuyền.",
    "Thị trấn đang xin thêm một chiếc xe nhỏ để vào được những xóm có lối đi hẹp sau rặng dừa.",
    "Hội phụ huynh góp bìa cứng và keo dán để các em tự bọc lại những quyển đã sờn gáy.",
    "Đến cuối năm, ban tổ chức sẽ trao danh hiệu bạn đọc chăm chỉ cho mười hai em nhỏ.",
)
NOTICE = (
    "Mọi ý kiến đóng góp xin gửi về hộp thư bạn đọc của tòa soạn trước ngày cuối của tháng này.",
    "Bản quyền nội dung thuộc tòa soạn, vui lòng dẫn nguồn đầy đủ khi sử dụng lại thông tin ở đây.",
    "Bạn đọc có thể cài ứng dụng để nhận tin nhanh mỗi buổi sáng và tham gia các cuộc thăm dò.",
)


def text(*parts: Sequence[str]) -> str:
    """The sentences as a body, one paragraph each."""
    return "\n".join(sentence for part in parts for sentence in part)


def replaced(sentences: Sequence[str], number: int, by: Sequence[str]) -> list[str]:
    """With the last ``number`` sentences replaced."""
    return [*sentences[: len(sentences) - number], *by[:number]]


def prices(day: int) -> str:
    """A price list of one day: the words of every day, and figures of its own."""
    goods = ("gạo tẻ", "gạo nếp", "đậu xanh", "lạc nhân", "cà phê", "hạt tiêu", "cao su", "ngô hạt")
    lines = [
        f"Tại chợ đầu mối, giá {name} hôm nay đứng ở mức {day * 137 + place * 1013} đồng, "
        f"theo ghi nhận của ban quản lý chợ sau khi các thương lái {name} chốt sổ vào lúc xế chiều."
        for place, name in enumerate(goods)
    ]
    return "\n".join([f"Bảng giá nông sản ngày {day} tháng 5 do ban quản lý chợ công bố.", *lines])
