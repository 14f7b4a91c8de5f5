pub fn scоpe() {}
