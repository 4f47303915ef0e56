"""Payment rails. `sandbox` behaves like the worst of them."""
