"""Simulated vehicles, crews and callers that use only the wire: MQTT, HTTP and websocket."""
