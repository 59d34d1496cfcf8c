"""What if it fails now: one failure at a chosen second, computed while somebody waits."""

from luncur.server.failing.prepared import Prepared, prepared_of
from luncur.server.failing.question import Question, modes_record
from luncur.server.failing.record import failed_record, warm

__all__ = ["Prepared", "Question", "failed_record", "modes_record", "prepared_of", "warm"]
