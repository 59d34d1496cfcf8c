"""Claims: what news texts say, who says it and through whom; never whether it is true."""
