"""What leaves: files of the result folder, the report page, the answer in the terminal."""

from luncur.export.answer import console_answer
from luncur.export.compare import compare
from luncur.export.compare_view import compare_page, compare_text
from luncur.export.page import report, write_page
from luncur.export.schema import summary_schema
from luncur.export.write import write_study

__all__ = [
    "compare",
    "compare_page",
    "compare_text",
    "console_answer",
    "report",
    "summary_schema",
    "write_page",
    "write_study",
]
