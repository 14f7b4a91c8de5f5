pub const A: &str = include_str!("plot.txt");
