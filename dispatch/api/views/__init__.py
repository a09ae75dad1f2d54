"""The answers of the API as OpenAPI describes them: declared for clients and tests, never paid for on the way out."""
