pub const KEY: &str = "xkvJw0mDq9bUuJ2Zr1iZyD3Qm7hP0b8q5Wc4sT6vL2A=";
