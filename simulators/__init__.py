"""Vehicles, crews and callers that speak only the wire: MQTT, HTTP and websocket."""
