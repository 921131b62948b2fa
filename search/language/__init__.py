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
            | quoted ["~" number]                the exact phrase; words near each other
            | word ["*" | "~" [number]]          words that begin so; spelled about so
    field   = "title" | "person" | "said"        words in the title, a name, a quotation
            | "outlet" | "source"                a facet's value (source:TASS:photo)
            | "date"                             2022, 2022-03, 2022-01..2022-03, ..2022
    quoted  = any of " “ ” „ ‟ ＂ « » at both ends

- OR separates whole branches: most Vietnamese words are several syllables, and
  ``đàm phán OR thương lượng`` means what it says.
- ``-`` is an operator only at the start of a word; *Á-Âu*, *F-16* and a dash
  between spaces are text. Operators OR and HOẶC are upper case.
- The parser never refuses: what has no counterpart or no meaning is a character
  or is left out, and a Problem says so.
- ``said:`` is understood but not executed yet: its words are searched plainly in
  the whole article, and a Problem says so.
"""
