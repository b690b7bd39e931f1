"""What everything looks like: templates, components, charts, CSS, font, tags, form fields. Knows no table."""
