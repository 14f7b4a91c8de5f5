import MoatModel
import MoatTestSupport
import Testing

@testable import MoatCrev

@Suite struct `Files of proofs` {
  static func read(_ text: String) -> ProofFile {
    ProofFile(reading: SourceText(path: "a.proof.crev", text: text))
  }

  static func reasons(_ text: String) -> [CrevError.Reason] { read(text).refused.map(\.reason) }

  @Test func `are read with all they say`() throws {
    let one = try ProofSigner(1)
    let digest = CrevDigest(of: [1])
    let text = try one.review(
      digest, base: ("0.9.0", CrevDigest(of: [2])),
      extra: """
        issues:
          - id: "bug"
            severity: high
            range: major
        advisories:
          - ids: [CVE-1, CVE-2]
            severity: low
            comment: fixed
        flags:
          unmaintained: true
        alternatives:
          - source: "https://crates.io"
            name: right
        comment: |-
          Read it all.

          And again.
        llm-agent:
          model: reader
          human-guided: true
        new-field: 1

        """)
    let file = Self.read(text + "\n" + (try one.trust([try ProofSigner(2)], "distrust")))
    #expect(file.refused.isEmpty)
    try #require(file.proofs.count == 2)
    guard case .review(let review) = file.proofs[0].content else {
      Issue.record("no review")
      return
    }
    #expect(file.proofs[0].author == one.id)
    #expect(file.proofs[0].date == Timestamp("2026-01-01T09:00:00Z"))
    #expect(review.package.digest == digest)
    #expect(review.base?.version == Version(0, 9, 0))
    #expect(review.quality?.rating == .positive)
    #expect(review.issues.map(\.range) == [.major])
    #expect(review.advisories.first?.ids == ["CVE-1", "CVE-2"])
    #expect(review.advisories.first?.range == .all)
    #expect(review.isUnmaintained)
    #expect(review.alternatives == ["right"])
    #expect(review.comment == "Read it all.\n\nAnd again.")
    #expect(review.agent?.isHumanGuided == true)
    guard case .trust(let trust) = file.proofs[1].content else {
      Issue.record("no trust")
      return
    }
    #expect(trust.level == .distrust)
    #expect(trust.people.map(\.id) == [try ProofSigner(2).id])
  }

  @Test func `of the old form are read`() throws {
    let one = try ProofSigner(1)
    let body = String(
      one.head("trust").dropFirst("kind: trust\n".count)
        + "ids:\n  - id-type: crev\n    id: \(try ProofSigner(2).id)\ntrust: low\n")
    let signature = try one.signature(of: body)
    for suffix in ["-----", " -----"] {
      let file = Self.read(
        """
        -----BEGIN CREV TRUST\(suffix)
        \(body)-----BEGIN CREV TRUST SIGNATURE-----
        \(signature)
        -----END CREV TRUST-----
        """)
      #expect(file.refused.isEmpty && file.proofs.count == 1)
    }
    #expect(
      Self.reasons(
        """
        -----BEGIN CREV TRUST-----
        \(body)-----BEGIN CREV PACKAGE REVIEW SIGNATURE-----
        """) == [.kinds("trust", "package review")])
  }

  @Test func `with line ends of Windows are what was signed`() throws {
    let text = try ProofSigner(1).trust([try ProofSigner(2)], "low")
    let windows = text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    #expect(Self.read(windows).proofs.map(\.digest) == Self.read(text).proofs.map(\.digest))
    #expect(Self.read(windows).proofs.count == 1)
  }

  @Test func `count nothing that another signed, or nobody`() throws {
    let one = try ProofSigner(1)
    let good = try one.trust([try ProofSigner(2)], "low")
    #expect(
      Self.reasons(good.replacing("trust: low", with: "trust: high")) == [.wrongSignature(one.id)])
    let two = try ProofSigner(2)
    #expect(
      Self.reasons(good.replacing("id: \(one.id)", with: "id: \(two.id)"))
        == [.wrongSignature(two.id)])
    let lines = good.split(separator: "\n").map(String.init)
    let signature = try #require(lines.firstIndex { $0.contains("SIGN") }) + 1
    var unsigned = lines
    unsigned.remove(at: signature)
    #expect(Self.reasons(unsigned.joined(separator: "\n")) == [.noSignature])
    unsigned.insert("abc", at: signature)
    #expect(Self.reasons(unsigned.joined(separator: "\n")) == [.malformedSignature])
    // The others of the file stand.
    let file = Self.read(good.replacing("trust: low", with: "trust: high") + good)
    #expect(file.proofs.count == 1 && file.refused.count == 1)
  }

  @Test func `say in which line it is, in whatever proof of the file`() throws {
    let one = try ProofSigner(1)
    let good = try one.review(CrevDigest(of: [1]))
    let start = good.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    func lines(_ text: String) -> [Int] { Self.read(good + text).refused.map(\.line) }
    #expect(lines(good.replacing("review:", with: "viewer:")) == [start + 2], "its first line")
    let body =
      good.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .prefix { !$0.contains("SIGN") }.joined(separator: "\n") + "\n"
    let rating = try #require(
      body.split(separator: "\n").firstIndex { $0.contains("rating") }.map { $0 + 1 })
    let wrong = try one.armoured(body.replacing("positive", with: "good"))
    #expect(lines(wrong) == [start + 1 + rating])
    #expect(
      lines(wrong.replacing("\n", with: "\r\n")) == [start + 1 + rating], "with Windows' lines")
    #expect(lines("nothing\n") == [start + 1])
    // A broken proof hides neither those before nor those after it.
    let file = Self.read(good + wrong + (try one.trust([try ProofSigner(2)], "low")))
    #expect(file.proofs.count == 2 && file.refused.count == 1)
  }

  @Test func `say what is wrong with a proof, and where`() throws {
    let one = try ProofSigner(1)
    let digest = CrevDigest(of: [1])
    func reasons(_ change: (String) -> String) throws -> [CrevError.Reason] {
      let good = try one.review(digest)
      let body =
        good.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        .prefix { !$0.contains("SIGN") }.joined(separator: "\n") + "\n"
      return Self.reasons(try one.armoured(change(body)))
    }
    #expect(try reasons { $0 }.isEmpty)
    #expect(try reasons { $0.replacing("high", with: "huge") }.count == 1)
    #expect(try reasons { $0.replacing("version: 1.0.0", with: "version: 1") } == [.version("1")])
    #expect(try reasons { $0.replacing("version: -1", with: "version: 0") } == [.format("0")])
    #expect(try reasons { $0.replacing("\(digest)", with: "abc") } == [.digest("abc")])
    #expect(
      try reasons { $0.replacing("  name: left\n", with: "") } == [
        .missing("name", in: "`package`")
      ])
    #expect(try reasons { $0 + "comment: a\ncomment: b\n" } == [.repeatedKey("comment")])
    #expect(try reasons { $0 + "issues: 1\n" } == [.type("issues", expected: "a list")])
    for hostile in ["a: &a [*a]\n", "\u{1}", "x: [", "? [\n", "- 1\n", "\"\\xZZ\"\n"] {
      #expect(try reasons { $0 + hostile }.count == 1)
    }
    #expect(Self.reasons("hello\n") == [.outside])
    #expect(Self.reasons("----- BEGIN CREV PROOF -----\nkind: trust\n") == [.unfinished])
    #expect(
      Self.reasons("----- BEGIN CREV PROOF -----\n" + String(repeating: "#\n", count: 20_000))
        == [.bodyTooLong(limit: CrevLimit.body)])
    let other = Self.read(try one.armoured(one.head("code review")))
    #expect(other.otherKinds == ["code review": 1] && other.refused.isEmpty)
  }
}
