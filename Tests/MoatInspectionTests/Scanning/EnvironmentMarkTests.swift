import MoatInspection
import Testing

@Suite struct `marks of the environment` {
  static let cases: [(String, [String])] = [
    ("use std::env; fn f() { env::var(\"RUSTC\"); }", ["env-read: RUSTC"]),
    ("fn f() { std::env::var_os(name); }", ["env-read: std::env::var_os"]),
    ("const V: &str = env!(\"CARGO_PKG_VERSION\");", ["env-read: CARGO_PKG_VERSION"]),
    (
      "fn f() { option_env!(\"GITHUB_TOKEN\"); }",
      ["env-read: GITHUB_TOKEN", "secret-env: GITHUB_TOKEN"]
    ),
    ("fn f() { std::env::var(\"NPM_TOKEN\"); }", ["env-read: NPM_TOKEN", "secret-env: NPM_TOKEN"]),
    (
      "fn f() { std::env::var(\"DB_PASSWORD\"); }",
      ["env-read: DB_PASSWORD", "secret-env: DB_PASSWORD"]
    ),
    ("fn f() { std::env::var(\"CI\"); }", ["env-read: CI", "ci-trigger: CI"]),
    ("fn f() { std::env::var(\"USERNAME\"); }", ["env-read: USERNAME", "host-trigger: USERNAME"]),
    ("fn f() { std::env::var(\"HOME\"); }", ["env-read: HOME", "outside-path: HOME"]),
    (
      "const N: &str = \"SSH_KEY\"; fn f() { std::env::var(N); }",
      ["env-read: SSH_KEY", "secret-env: SSH_KEY"]
    ),
    (
      "fn f() { for n in [\"AWS_SECRET_ACCESS_KEY\"] {} }",
      ["secret-env: AWS_SECRET_ACCESS_KEY"]
    ),
    ("fn f() { std::env::var(\"TOKENIZERS\"); }", ["env-read: TOKENIZERS"]),
    ("fn f() { std::env::var(\"KEYBOARD_KEY\"); }", ["env-read: KEYBOARD_KEY"]),
    ("fn env(x: u8) {} fn f() { env(1); self.env(\"CI\"); }", []),
  ]

  @Test(arguments: cases)
  func `says what is read`(_ code: String, _ marks: [String]) {
    let said = Snippet.said(code)
    // A name can also show as a literal of its own.
    #expect(Array(Set(said)).sorted() == marks.sorted())
  }

  static let parents: [(String, Int)] = [
    ("let out = env::var(\"OUT_DIR\").unwrap(); let p = Path::new(&out); let q = p.parent();", 1),
    (
      "let out = PathBuf::from(env::var_os(\"OUT_DIR\").unwrap()); let root = out.parent().unwrap();",
      1
    ),
    ("let out = env!(\"OUT_DIR\"); let root = Path::new(out).ancestors().nth(4);", 1),
    ("let m = env!(\"CARGO_MANIFEST_DIR\"); let root = Path::new(m).join(\"../..\");", 1),
    ("Path::new(env!(\"CARGO_MANIFEST_DIR\")).parent();", 1),
    ("let out = env!(\"OUT_DIR\"); let file = Path::new(out).join(\"bindings.rs\");", 0),
    ("let f = Path::new(&env!(\"OUT_DIR\")).join(\"a/b\"); fs::create_dir_all(f.parent());", 0),
    ("let p = x.parent(); let v = stack.pop(); let q = dir.join(\"../a\");", 0),
    (
      "let mut dir = PathBuf::from(env!(\"OUT_DIR\")); dir.pop(); let next = dir.parent(); next.parent();",
      3
    ),
  ]

  @Test(arguments: parents)
  func `sees a build leave its folders`(_ code: String, _ count: Int) {
    let marks = Snippet.marks("use std::{env, path::*}; fn main() { \(code) }")
    // The unused import of `env` is a mark of its own.
    #expect(
      marks.count { $0.capability == .outsidePath && $0.subject.contains(" of ") } == count)
  }
}
