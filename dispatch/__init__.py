"""The dispatch desk: rules, actions, SQL, HTTP, websocket and worker."""
