pub const NAMES: [&str; 2] = [".ssh/id_rsa", ".aws/credentials"];
