"""The quality of dispatch: the same simulated days under one way of sending after another."""
