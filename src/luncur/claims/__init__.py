"""Claims: what news texts say, who says it and through whom; never whether it is true."""

from luncur.claims.extractor import Extractor
from luncur.claims.read import Claims, read
from luncur.claims.text.documents import Document

__all__ = ["Claims", "Document", "Extractor", "read"]
