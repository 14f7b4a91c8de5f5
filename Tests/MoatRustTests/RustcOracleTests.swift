import Foundation
import MoatRust
import MoatTestSupport
import Testing

/// Where rustc has its tokens. Those of documentation comments, which it turns into attributes, are
/// left out on both sides.
@Suite(.tags(.oracle), .enabled(if: Rustc.isPresent)) struct `Tokens of rustc` {
  /// Real files; `MOAT_RUST_FILES` names a list of others, a path a line.
  @Test(arguments: [RustEdition.e2018, .e2021])
  func `begin and end where ours do`(edition: RustEdition) throws {
    let rustc = try Rustc(edition: edition)
    defer { rustc.remove() }
    var compared = 0
    var refused = 0
    for batch in try Self.batches() {
      let texts = batch.map { Text($0.bytes, edition) }
      for (index, spans) in try rustc.spans(of: texts.map(\.bytes)).enumerated() {
        guard let spans else {
          refused += 1
          continue
        }
        compared += 1
        if let difference = texts[index].difference(spans) {
          Issue.record("\(batch[index].path), \(edition): \(difference)")
        }
      }
    }
    print("tokens of rustc, \(edition): \(compared) files compared, \(refused) refused by rustc")
    #expect(compared > refused)
  }

  @Test func `of every corner`() throws {
    let texts = [
      "r#\"a\"b\"# r##\"\"#\"## r#type br#\"\\\"# b\"\\\"\" b'\\'' b'a'u8 \"a\"b",
      "'a' 'a '\\'' '\"' 'é' 'é '\\u{1F600}' 'static '_ '_'",
      "/* a /* b */ */c /**/ /***/ d // e\r\n f",
      "1..2 1.foo() 2. 2.0 1e10 1E-3f64 0x1f_u8 0xe+1 1.0f32 1f32 0b1_0usize 0o17 1._a a.0.1 1.0.0",
      "a\u{0B}b\u{0C}c\u{85}d\u{200E}e\u{2028}f été 変数 _a1 <<= >>= ..= ... => -> :: && || |= #!",
      "\u{FEFF}a \"\r\n\" b \"\\\r\n c\" d", "0x_1 1_000.0_0e+1_0 1.e5 0e0 1.é", "k # x $ a ' '",
      "a::<b>::c(|d| d)?.e[f]{g:h}", "c\"a\" d", "'r#a b",
    ]
    for edition in [RustEdition.e2018, .e2021] {
      let rustc = try Rustc(edition: edition)
      defer { rustc.remove() }
      let cut = texts.map { Text(Array($0.utf8), edition) }
      var compared = 0
      for (index, spans) in try rustc.spans(of: cut.map(\.bytes)).enumerated() {
        guard let spans else { continue }
        compared += 1
        #expect(cut[index].difference(spans) == nil, "\(edition) \(texts[index])")
      }
      #expect(compared >= 9)
    }
  }

  private static func batches() throws -> [[RealSource]] {
    var sources: [RealSource]
    if let list = ProcessInfo.processInfo.environment["MOAT_RUST_FILES"] {
      sources = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").map {
        RealSource(
          path: String($0), bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: String($0)))))
      }
    } else {
      sources = SharedData.isPresent ? try RealSource.all(step: 24) : []
    }
    return stride(from: 0, to: sources.count, by: 400).map {
      Array(sources[$0..<min($0 + 400, sources.count)])
    }
  }

  /// A text as we cut it, to be compared with what rustc makes of it.
  private struct Text {
    /// What rustc's macro is given: no byte-order mark and no `#!` line, which it must not begin with.
    let bytes: ArraySlice<UInt8>
    private let tokens: [Token]
    /// As rustc has it, with `\n` for each `\r\n`.
    private let normal: [UInt8]

    init(_ bytes: [UInt8], _ edition: RustEdition) {
      let all = Pieces.all(bytes, edition: edition)
      tokens = all.filter(\.kind.isSignificant)
      let opening = all.prefix { $0.kind == .byteOrderMark || $0.kind == .shebang }
      let text = bytes[(opening.last?.upper ?? 0)...]
      self.bytes = text
      normal = text.indices.filter { Self.isKept($0, text) }.map { text[$0] }
    }

    private static func isKept(_ index: Int, _ text: ArraySlice<UInt8>) -> Bool {
      text[index] != 0x0D || index + 1 >= text.endIndex || text[index + 1] != 0x0A
    }

    /// The first place at which the two differ.
    func difference(_ spans: [Rustc.Span]) -> String? {
      var returns = 0
      var place = bytes.startIndex
      func theirOffset(_ offset: Int) -> Int {
        while place < offset {
          if !Self.isKept(place, bytes) { returns += 1 }
          place += 1
        }
        return offset - bytes.startIndex - returns
      }
      var ours: [(span: Rustc.Span, token: Token)] = []
      for token in tokens {
        let lower = theirOffset(token.lower)
        ours.append((Rustc.Span(lower: lower, upper: theirOffset(token.upper)), token))
      }
      var theirs: [Rustc.Span] = []
      for span in spans where span != theirs.last && !isComment(span) { theirs.append(span) }
      for (our, their) in zip(ours, theirs) where our.span != their {
        let text = String(decoding: bytes[our.token.lower..<our.token.upper], as: UTF8.self)
        return "\(our.token.kind) \(text) \(our.span), rustc \(their)"
      }
      return ours.count == theirs.count
        ? nil : "\(ours.count) tokens, rustc \(theirs.count)"
    }

    private func isComment(_ span: Rustc.Span) -> Bool {
      guard normal.indices.contains(span.lower) else { return false }
      let text = normal[span.lower...]
      return text.starts(with: "//".utf8) || text.starts(with: "/*".utf8)
    }
  }
}
