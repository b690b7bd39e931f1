"""What everything looks like: base templates, components, charts, CSS, font, template tags, form fields. Knows no table."""
