"""Documents that we answer for: sealed with a digital signature, so that any later change shows."""
