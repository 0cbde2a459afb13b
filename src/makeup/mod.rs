//! Making up: stories and furniture into the areas of a page.
