"""The quality of dispatch: the same simulated days under one dispatch policy after another."""
