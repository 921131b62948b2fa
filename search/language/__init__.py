"""What a person types → what an engine executes.

Nouns: a *lexeme* is a piece of the typed text (``lexer``), a *tree* what the
person asks for (``tree``, ``parser``), a *part* what that may mean in this archive
(``resolve``), a *level* how far from the typed text an article may match
(``levels``), a *question* what an engine is asked (``compile``); a *reading* is one
way to put the missing marks (``readings``), an *alternative* another name of the
same (``alternatives``).

    tree, problems = parse(q)        q == "đàm phán -Nga"
    print_query(tree)                the same question in its canonical spelling

The grammar, from loosest to tightest::

    query   = branch (("OR" | "HOẶC") branch)*
    branch  = item+                              all of them are required
    item    = ["-"] atom                         "-": articles without it
    atom    = "(" query ")"
            | field ":" (word | quoted | "(" query ")")
            | "said:" ("*" | word | quoted | "(" query ")") word-item*
            | quoted ["~" number]                the exact phrase; words near each other
            | word ["*" | "~" [number]]          words that begin so; spelled about so
    word-item = an item without any field; one with a minus is passed over
    field   = "title" | "person"                 words in the title, a name
            | "outlet" | "source"                a facet's value (source:TASS:photo)
            | "date"                             2022, 2022-03, 2022-01..2022-03, ..2022
    quoted  = any of " “ ” „ ‟ ＂ « » at both ends

- OR separates whole branches: most Vietnamese words are several syllables, and
  ``đàm phán OR thương lượng`` means what it says.
- ``-`` is an operator only at the start of a word; *Á-Âu*, *F-16* and a dash
  between spaces are text. Operators OR and HOẶC are upper case.
- The parser never refuses: what has no counterpart or no meaning is a character
  or is left out, and a Problem says so.
- ``said:Lavrov tên lửa`` asks for one quotation by Lavrov that has both words. It takes in
  all that follows up to OR, ``)`` or an item with a field, so words for the whole article
  stand before it, or it stands in parentheses. ``said:*`` is any quotation, by anybody or
  nobody known. A minus that is not in parentheses stays the article's: ``said:Lavrov tên
  lửa -Kinzhal`` has no *Kinzhal* anywhere, ``said:Lavrov (tên lửa -Kinzhal)`` none in
  that quotation, and ``-said:Lavrov tên lửa`` is every article where he does not say it.
- Behind ``said:`` words mean what they mean elsewhere; a speaker's name is looked up in all
  the forms that the article has for him, and in those of the alternatives.
"""
