"""What leaves: files of the result folder, the report page, the answer in the terminal."""

from luncur.export.answer import console_answer
from luncur.export.compare import compare
from luncur.export.compare_view import compare_page, compare_text
from luncur.export.page import page_language, report
from luncur.export.schema import summary_schema
from luncur.export.write import finite, write_study

__all__ = [
    "compare", "compare_page", "compare_text", "console_answer", "finite", "page_language", "report", "summary_schema",
    "write_study",
]  # fmt: skip
