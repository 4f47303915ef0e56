"""The design system: tokens, layers, components, errors; used by every audience."""
