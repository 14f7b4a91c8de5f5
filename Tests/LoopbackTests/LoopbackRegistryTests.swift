import Foundation
import MoatArchive
import MoatModel
import MoatTestSupport
import Testing

@Suite(.waits) struct `Loopback registry` {
  @Test func `reads back the archives it writes`() throws {
    let deep = "src/" + String(repeating: "deep/", count: 30) + "mod.rs"
    let crate = try TestCrate(
      "tiny", "1.2.3", manifest: "links = \"z\"\n[dependencies]\na = \"1\"\n",
      files: ["src/lib.rs": "//! é", deep: "x"])
    #expect(crate.files.map(\.path) == ["Cargo.toml", deep, "src/lib.rs"])
    #expect(crate.files.last?.bytes == Array("//! é".utf8))
    #expect(crate.identity.description == "tiny 1.2.3")
    #expect(try SHA256Hasher.digest(of: crate.archive).hex == crate.line.checksum)
  }

  @Test func `writes index lines as crates.io does`() throws {
    let crate = try TestCrate(
      "tiny", "1.2.3",
      manifest: """
        rust-version = "1.70"
        links = "z"
        [dependencies]
        a = "1"
        b = { version = "=0.2, <3", optional = true, default-features = false, features = ["x"] }
        [dependencies.c]
        version = "*"
        package = "real-c"
        [target."cfg(unix)".build-dependencies.d]
        version = "~1.2"
        [dev-dependencies]
        e = ">= 1, < 2"
        [features]
        default = ["f"]
        f = ["dep:b"]
        """)
    let sum = try #require(crate.line.checksum)
    #expect(
      crate.line.json == """
        {"name":"tiny","vers":"1.2.3","deps":[\
        {"name":"a","req":"^1","features":[],"optional":false,"default_features":true,"target":null,"kind":"normal"},\
        {"name":"b","req":"=0.2, <3","features":["x"],"optional":true,"default_features":false,"target":null,"kind":"normal"},\
        {"name":"c","req":"*","features":[],"optional":false,"default_features":true,"target":null,"kind":"normal","package":"real-c"},\
        {"name":"e","req":">=1, <2","features":[],"optional":false,"default_features":true,"target":null,"kind":"dev"},\
        {"name":"d","req":"~1.2","features":[],"optional":false,"default_features":true,"target":"cfg(unix)","kind":"build"}],\
        "cksum":"\(sum)","features":{"default":["f"]},"features2":{"f":["dep:b"]},"yanked":false,\
        "links":"z","rust_version":"1.70","pubtime":"2025-03-01T12:00:00Z","v":2}
        """)
  }

  @Test(.enabled(if: SharedData.isPresent)) func `lists every genuine archive`() throws {
    #expect(SharedCrates.all.count == 248)
    for listed in SharedCrates.all {
      let crate = try SharedCrates.load(listed)
      #expect(crate.identity == listed.identity)
      #expect(try SHA256Hasher.digest(of: crate.archive) == listed.checksum)
    }
  }

  @Test(arguments: [("a", "1/a"), ("Ab", "2/ab"), ("abc", "3/a/abc"), ("Serde", "se/rd/serde")])
  func `places index files`(name: String, place: String) {
    #expect(LoopbackRegistry.indexPlace(of: name) == place)
  }

  @Test func `answers as a sparse registry`() throws {
    let registry = try LoopbackRegistry([TestCrate("tiny", "1.0.0"), TestCrate("tiny", "1.1.0")])
    defer { registry.stop() }
    let port = registry.server.port
    func get(_ path: String, _ headers: String = "") throws -> String {
      try RawClient.get(path, port: port, headers: headers)
    }
    let page = try get("/index/ti/ny/tiny")
    #expect(page.contains("\"vers\":\"1.0.0\"") && page.contains("\"vers\":\"1.1.0\""))
    #expect(!page.contains("\"yanked\":true"))
    let tag = try #require(page.firstMatch(of: /ETag: (.*)\r\n/)?.1)
    #expect(
      try get("/index/ti/ny/tiny", "If-None-Match: \(tag)\r\n").hasPrefix("HTTP/1.1 304"))
    registry.yank("tiny", "1.1.0")
    let changed = try get("/index/ti/ny/tiny", "If-None-Match: \(tag)\r\n")
    #expect(changed.hasPrefix("HTTP/1.1 200") && changed.contains("\"yanked\":true"))
    for path in ["/index/ti/ny/tinz", "/index/tiny", "/dl/tiny/2.0.0/download", "/else"] {
      #expect(try get(path).hasPrefix("HTTP/1.1 404"))
    }
  }
}
