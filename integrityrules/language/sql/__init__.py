"""The typed tree as SQL over columns, equal to `interpret`: conditions of millions of facts in a few queries.

May not know rules, nor open a database: text in, text out. A `Reader` turns trees into expressions over the rows of a `Relations`, and
`statement_of` into one runnable `WITH ... SELECT`.
"""

from integrityrules.language.sql.layout import Bound, Form, Layout, Rows, Table, forms_of
from integrityrules.language.sql.reader import Law, Reader, Told, is_stored
from integrityrules.language.sql.relations import Relations, Subject
from integrityrules.language.sql.statement import Statement, statement_of

__all__ = [
    "Bound",
    "Form",
    "Law",
    "Layout",
    "Reader",
    "Relations",
    "Rows",
    "Statement",
    "Subject",
    "Table",
    "Told",
    "forms_of",
    "is_stored",
    "statement_of",
]
