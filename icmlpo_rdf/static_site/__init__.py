"""The pages of `serve` as files, for GitHub Pages and every other server that knows files only."""
