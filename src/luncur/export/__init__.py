"""What leaves: files of the result folder, the report page, the answer in the terminal."""

from luncur.export.answer import console_answer
from luncur.export.page import report
from luncur.export.schema import summary_schema
from luncur.export.write import write_study

__all__ = ["console_answer", "report", "summary_schema", "write_study"]
