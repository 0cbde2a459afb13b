//! The program `banxin`.

fn main() {}
