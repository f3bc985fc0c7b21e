"""Views as documents: the HTML report and the SVG matrix."""
