"""Advice as OpenAPI describes it."""
