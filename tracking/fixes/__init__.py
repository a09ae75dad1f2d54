"""The way of a fix: taken in, decoded, screened, stored, acknowledged."""
