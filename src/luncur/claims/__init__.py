"""Claims: what news texts say, who says it and through whom; never whether it is true."""

from luncur.claims.documents import Document
from luncur.claims.read import Claims, Extractor, read

__all__ = ["Claims", "Document", "Extractor", "read"]
