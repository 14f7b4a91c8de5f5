import MoatInspection
import Testing

@Suite struct `marks of hidden text` {
  static let cases: [(String, [String])] = [
    // https://x.example/a
    ("f(\"aHR0cHM6Ly94LmV4YW1wbGUvYQ==\");", ["encoded-payload: base64 → https://x.example/a"]),
    ("f(b\"aHR0cHM6Ly94LmV4YW1wbGUvYQ\");", ["encoded-payload: base64 → https://x.example/a"]),
    ("f(\"68747470733a2f2f782e6578616d706c65\");", ["encoded-payload: hex → https://x.example"]),
    (
      "f(\"%68%74%74%70%73%3a%2f%2fx.example\");",
      ["encoded-payload: percent-encoded → https://x.example"]
    ),
    ("f(\"a/elpmaxe.x//:sptth\");", ["encoded-payload: reversed → https://x.example/a"]),
    ("f(\"uggcf://k.rknzcyr/n\");", ["encoded-payload: rot13 → https://x.example/a"]),
    (
      "f(\"YUhSMGNITTZMeTk0TG1WNFlXMXdiR1V2WVE9PQ==\");",
      ["encoded-payload: base64 → base64 → https://x.example/a"]
    ),
    ("f(\"IyEvYmluL3NoCmVjaG8gaGk=\");", ["encoded-payload: base64 → #!/bin/sh\\necho hi"]),
    (
      "const A: &[u8] = &[104, 116, 116, 112, 115, 58, 47, 47, 120, 46, 101];",
      ["encoded-payload: byte array → https://x.e"]
    ),
    (
      "const A: [u8; 11] = [b'h', b't', b't', b'p', b's', b':', b'/', b'/', b'x', b'.', b'e'];",
      ["encoded-payload: byte array → https://x.e"]
    ),
    // `http://x.example` ^ 0x55
    (
      "const A: [u8; 16] = [61, 33, 33, 37, 111, 122, 122, 45, 123, 48, 45, 52, 56, 37, 57, 48];",
      ["encoded-payload: XOR of a byte array → http://x.example"]
    ),
    (
      "const A: &str = \"aHR0cHM6\"; const B: &str = \"Ly94LmV4\"; const C: &str = \"YW1wbGUv\";",
      ["encoded-payload: joined pieces → base64 → https://x.example/"]
    ),
    ("concat!(\"ht\", \"tps:/\", \"/x.example\");", ["split-string: https://x.example"]),
    ("let u = \"ht\".to_string() + \"tp\" + \"://x\";", ["split-string: http://x"]),
    ("let u = format!(\"{}{}\", \"power\", \"shell\");", ["split-string: powershell"]),
    ("let u = [\"/bin\", \"/s\", \"h\"].concat();", ["split-string: /bin/sh"]),
    (
      "let mut s = String::new(); s.push('h'); s.push('t'); s.push('t'); s.push('p'); s.push_str(\"://\");",
      ["split-string: http://"]
    ),
    (
      "let u: String = ['h', 't', 't', 'p', ':', '/', '/'].iter().collect();",
      ["split-string: http://"]
    ),
    ("const A: &str = \"powe\"; fn g() { h(format!(\"{A}{}\", \"rshell\")); }", []),
    ("concat!(\"https://x.example/\", \"a\");", []),
    ("f(\"http\", \"x://\"); let a = [\"sh\", \"bash\", \"zsh\"];", []),
    // Words, hashes, identifiers and alphabets.
    ("f(\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\");", []),
    ("f(\"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\");", []),
    ("f(\"some_function_name_that_is_rather_long_but_still_only_a_name_of_something\");", []),
    ("const A: [u8; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];", []),
    ("f(b\"\\x7fELF\");", []),
  ]

  @Test(arguments: cases)
  func `says what a text stands for`(_ code: String, _ marks: [String]) {
    let hidden: [Capability] = [.encodedPayload, .splitString, .highEntropy]
    let found = Snippet.marks("fn f() { \(code) }").filter { hidden.contains($0.capability) }
    #expect(found.map { "\($0.capability.rawValue): \($0.subject)" } == marks)
  }

  @Test func `a program in a byte string`() {
    let header = "\\x7fELF\\x02\\x01\\x01" + String(repeating: "\\0", count: 80)
    #expect(
      Snippet.said("const A: &[u8] = b\"\(header)\";")
        == ["encoded-payload: byte string → ELF program or library"])
  }

  @Test func `random letters`() {
    let key = "q8ZkT2vXw0LrYb5NhC7sMfGd1JpUeR4oAiK9tVxWzQnB3HyEjS6cDlOgFmPaIu2T"
    #expect(Snippet.marks("const A: &str = \"\(key)\";").map(\.capability) == [.highEntropy])
  }

  static let unusual: [(String, [Capability])] = [
    ("// \u{202E} } {", [.bidirectionalText]),
    ("fn f() { g(\"a\u{2066}b\"); }", [.bidirectionalText]),
    ("fn f() { g(\"a\u{200B}b\"); }", [.invisibleText]),
    ("fn f\u{200D}g() {}", [.invisibleText]),
    (
      "fn f() { g(\"x\u{FE0F}\u{FE01}\u{FE02}\"); }",
      [.invisibleText, .invisibleText, .invisibleText]
    ),
    ("// a\u{200B}b", []),
    ("\u{FEFF}fn f() {}", []),
    ("fn f() { g(\"👨\u{200D}👩\u{200D}👧 ❤\u{FE0F} 1\u{FE0F}\u{20E3}\"); }", []),
    ("fn f() { g(\"می\u{200C}خواهم \u{200F}\"); }", []),
    ("fn f() { g('\u{3164}'); }", []),
    ("fn p\u{0430}ssword() {}", [.mixedScript]),
    ("let \u{03BC}s = \u{0394}t;", []),
    ("fn имя() {}", []),
    ("// p\u{0430}ssword\nfn f() { g(\"p\u{0430}ss\"); }", []),
  ]

  @Test(arguments: unusual)
  func `characters that cannot be seen or look like others`(
    _ code: String, _ capabilities: [Capability]
  ) {
    #expect(Snippet.marks(code).map(\.capability) == capabilities)
  }

  @Test func `long lines of code, and not of data`() {
    let code = (0..<200).map { "let value\($0) = other\($0).method\($0)();" }.joined()
    #expect(Snippet.marks("fn f() { \(code) }").map(\.capability) == [.longLine])
    let table = (0..<2000).map { "0x\(String($0, radix: 16))" }.joined(separator: ",")
    #expect(Snippet.marks("const A: &[u16] = &[\(table)];").isEmpty)
    let text = String(repeating: "word ", count: 1000)
    #expect(Snippet.marks("const A: &str = \"\(text)\";").isEmpty)
    let far = String(repeating: " ", count: 2100)
    #expect(
      Snippet.said("let a = 1;\(far)g();") == ["long-line: code behind 2100 blanks"])
  }

  static let moments: [(String, Int)] = [
    ("if SystemTime::now().as_secs() > 1767225600 {}", 1),
    ("if now.timestamp_millis() >= 1767225600000 {}", 1),
    ("const WHEN: u64 = 1_767_225_600; fn g(t: Utc) { if t > WHEN {} }", 1),
    ("let a = 1767225600; let t = SystemTime::now();", 0),
    ("if x > 1767225600 {}", 0),
    ("if Utc::now() > 86400 {}", 0),
  ]

  @Test(arguments: moments)
  func `moments that time is compared with`(_ code: String, _ count: Int) {
    #expect(Snippet.marks("fn f() { \(code) }").count { $0.capability == .timeTrigger } == count)
  }
}
