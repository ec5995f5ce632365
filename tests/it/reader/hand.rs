//! The reader on drawings made by hand, right and wrong: what it is to find, and what it must not overlook.
