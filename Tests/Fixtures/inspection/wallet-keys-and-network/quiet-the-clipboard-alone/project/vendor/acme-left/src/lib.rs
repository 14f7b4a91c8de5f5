pub fn f() { arboard::Clipboard::new().unwrap().set_text("x").unwrap(); }
