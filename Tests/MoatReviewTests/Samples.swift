import MoatCargo
import MoatInspection
import MoatModel

@testable import MoatReview

/// Crates that tests read.
enum Samples {
  static func contents(
    _ name: String, _ version: String, _ files: [String: [UInt8]]
  ) -> PackageContents {
    PackageContents(
      identity: PackageIdentity(name: name, version: version), origin: .folder("/crates/\(name)"),
      files: files.map { PackageContents.File(path: $0.key, bytes: $0.value) })
  }

  static func contents(
    _ name: String, _ version: String, texts: [String: String]
  ) -> PackageContents {
    contents(name, version, texts.mapValues { Array($0.utf8) })
  }

  /// What would be found, said by hand: roles by path, a mark wherever a line has one of these words.
  static func side(_ contents: PackageContents) -> ReviewPackage.Side {
    let words: [(String, Capability)] = [
      ("Command::new", .process), ("TcpStream", .network), ("unsafe", .unsafe),
    ]
    let files = contents.files.map { file in
      var marks: [Mark] = []
      let lines = String(decoding: file.bytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where file.path.hasSuffix(".rs") {
        for (word, capability) in words where line.contains(word) {
          marks.append(
            Mark(
              capability: capability, span: SourceSpan(0, 1), line: index + 1, column: 1,
              subject: word == "Command::new" ? "std::process::Command::new" : word,
              via: word == "TcpStream" ? "`Net` is `std::net::TcpStream` (line 1)" : nil,
              gates: index % 2 == 0 ? [] : ["windows"]))
        }
      }
      return FileInspection(
        path: file.path, role: role(file.path), marks: marks,
        lines: file.path.hasSuffix(".rs") ? LineCounts(code: lines.count) : nil)
    }
    return .init(
      contents,
      PackageInspection(
        identity: contents.identity, hasBuildScript: contents["build.rs"] != nil,
        isProcMacro: false, files: files))
  }

  private static func role(_ path: String) -> FileRole {
    if path == "build.rs" { return .buildScript }
    if path.hasPrefix("tests/") { return .test }
    return path.hasSuffix(".rs") ? .library : .other
  }

  static func package(
    _ name: String, old: [String: String], new: [String: String]
  ) -> ReviewPackage {
    func manifest(_ version: String) -> [String: String] {
      ["Cargo.toml": "[package]\nname = \"\(name)\"\nversion = \"\(version)\"\n"]
    }
    return ReviewPackage(
      old: side(contents(name, "1.0.0", texts: manifest("1.0.0").merging(old) { $1 })),
      new: side(contents(name, "1.1.0", texts: manifest("1.1.0").merging(new) { $1 })))
  }

  static func session(_ packages: [(name: String, package: ReviewPackage)]) -> ReviewSession {
    ReviewSession(
      title: "Cargo.lock: HEAD → working tree",
      items: packages.map { name, package in
        ReviewItem(
          name: name, old: package.old?.contents.identity.version,
          new: package.new?.contents.identity.version)
      },
      load: { id in
        packages.indices.contains(id) ? .known(packages[id].package) : .unavailable("no such crate")
      })
  }

  // MARK: - Three small updates

  static let library = """
    //! Colours for terminals.
    use std::fmt;

    /// A colour of the eight that every terminal has.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub enum Colour {
        Red,
        Green,
        Blue,
    }

    impl Colour {
        /// The number that selects it.
        pub fn number(self) -> u8 {
            match self {
                Colour::Red => 31,
                Colour::Green => 32,
                Colour::Blue => 34,
            }
        }
    }

    pub struct Painted<'a> {
        colour: Colour,
        text: &'a str,
    }

    impl<'a> Painted<'a> {
        pub fn new(colour: Colour, text: &'a str) -> Self {
            Painted { colour, text }
        }
    }

    impl fmt::Display for Painted<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "\\x1b[{}m{}\\x1b[0m", self.colour.number(), self.text)
        }
    }

    """

  static let newLibrary =
    library
    .replacing("    Blue,\n", with: "    Blue,\n    /// Since 1.1.\n    Magenta,\n")
    .replacing("Blue => 34,", with: "Blue => 34,\n            Colour::Magenta => 35,")
    .replacing(
      "Painted { colour, text }",
      with: "let text = unsafe { std::str::from_utf8_unchecked(text.as_bytes()) };\n"
        + "        Painted { colour, text }"
    )
    .replacing("use std::fmt;", with: "use std::fmt;\n\nmod width;")

  static let paint = package(
    "paint",
    old: [
      "Cargo.toml": "[package]\nname = \"paint\"\nversion = \"1.0.0\"\n",
      "src/lib.rs": library, "README.md": "# paint\n",
      "src/names.rs": "pub const RED: &str = \"red\";\npub const BLUE: &str = \"blue\";\n",
    ],
    new: [
      "Cargo.toml": "[package]\nname = \"paint\"\nversion = \"1.1.0\"\nbuild = \"build.rs\"\n",
      "build.rs": """
      use std::process::Command;

      fn main() {
          let out = std::env::var("OUT_DIR").unwrap();
          let status = Command::new("sh").arg("-c").arg("true").status();
          println!("cargo:rerun-if-changed=build.rs {out} {status:?}");
      }

      """,
      "src/lib.rs": newLibrary, "README.md": "# paint\n",
      "src/colour_names.rs":
        "pub const RED: &str = \"red\";\npub const BLUE: &str = \"blue\";\npub const N: usize = 2;\n",
      "src/width.rs": "pub fn width(text: &str) -> usize {\n    text.chars().count()\n}\n",
      "Cargo.lock": "version = 4\n",
    ])

  static let quiet = package(
    "quiet", old: ["README.md": "one\n", "tests/a.rs": "fn a() {}\n"],
    new: ["README.md": "two\n", "tests/a.rs": "fn a() { assert!(true) }\n"])

  static let socket = package(
    "socket", old: ["src/lib.rs": "pub fn f() {}\n"],
    new: [
      "src/lib.rs": "use std::net::TcpStream as Net;\npub fn f() { Net::connect(\"TcpStream\"); }\n"
    ])

  static let three = session([("quiet", quiet), ("paint", paint), ("socket", socket)])

  // MARK: - Large

  /// 300 changed files, and one of 20,000 lines.
  static let large: ReviewSession = {
    func text(_ file: Int, _ version: Int) -> String {
      (0..<60).map { line in
        let value = line % 20 == 7 ? version : 0
        return "pub fn f\(file)_\(line)(value: usize) -> usize { value + \(value) }\n"
      }.joined()
    }
    var old: [String: String] = [:]
    var new: [String: String] = [:]
    for file in 0..<300 {
      old["src/part\(file / 20)/file\(file).rs"] = text(file, 1)
      new["src/part\(file / 20)/file\(file).rs"] = text(file, 2)
    }
    let lines = (0..<20_000).map { "pub const C\($0): u32 = \($0); // number \($0)\n" }
    old["src/table.rs"] = lines.joined()
    new["src/table.rs"] = lines.enumerated()
      .map { $0 % 5_000 == 100 ? "pub const D: u32 = 1;\n" : $1 }.joined()
    return session([("large", package("large", old: old, new: new))])
  }()

  // MARK: - Hostile

  static let script = "<script>window.hacked = 1</script>"
  static let image = "\"><img src=x onerror=\"window.hacked=1\">"

  /// Names and contents that would do something if they were taken for more than text.
  static let hostile: ReviewSession = {
    var bytes: [String: [UInt8]] = [
      "\(script).rs": Array("fn main() {} // \(script)\n".utf8),
      "src/\(image).rs": Array("pub const A: &str = r#\"\(image)\"#;\n".utf8),
      "src/</script><script>window.hacked=1</script>.rs": Array("// </script>\n".utf8),
      "src/javascript:window.hacked=1": Array("javascript:window.hacked=1\n".utf8),
      "src/\u{202E}sr.bil": Array("// \u{202E} } if is_admin { \u{2066}\n".utf8),
      "src/a\u{200B}b.rs": Array("let a\u{200B}b = '\u{7}'; // \u{1B}[31m bell\u{A0}\n".utf8),
      "src/new\nline.rs": Array("// one\r// two\n".utf8),
      "__proto__": Array("x\n".utf8), "constructor/toString.rs": Array("// x\n".utf8),
      "src/nul.rs": [0x2F, 0x2F, 0x00, 0x00, 0x20, 0x78, 0x0A],
      "src/invalid.rs": [0x2F, 0x2F, 0x20, 0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0x0A, 0xF0, 0x9F],
      "src/long.rs": Array("let x = \"\(String(repeating: "A", count: 300_000))\"; // END\n".utf8),
      "src/far.rs": Array(
        "fn a() {}\(String(repeating: " ", count: 400))std::process::exit(1);\n".utf8),
      "assets/blob.bin": (0..<9_000).map { UInt8(truncatingIfNeeded: $0 &* 37) },
      "src/empty.rs": [],
      "src/zalgo.rs": Array("// Z\(String(repeating: "\u{0301}", count: 60))o\n".utf8),
    ]
    bytes["src/" + String(repeating: "very-long-name-", count: 40) + ".rs"] = Array("// x\n".utf8)
    let new = side(contents("h\(script)", "1.0.0+\(image)", bytes))
    let opinion = ReviewOpinion(.alert, title: script, text: image)
    return session([("h\(script)", ReviewPackage(old: nil, new: new, opinions: [opinion]))])
  }()
}

extension String {
  func replacing(_ part: String, with other: String) -> String {
    split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
  }
}
