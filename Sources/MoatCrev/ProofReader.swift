import MoatArchive
import MoatModel
import MoatSyntax

/// Reads the body of one proof, and checks its signature.
struct ProofReader {
  private let armoured: ArmouredProof
  private let path: String

  private typealias Refusal = ProofFields.Refusal

  /// The format's version, the only one there was.
  private static let format = "-1"
  private static let review = "package review"
  private static let trust = "trust"
  /// What cargo-crev takes a digest for that names no kind.
  private static let digestKind = "blake2b"

  enum Outcome {
    case proof(CrevProof)
    case otherKind(String)
  }

  init(_ armoured: ArmouredProof, path: String) {
    self.armoured = armoured
    self.path = path
  }

  func proof() throws(CrevError) -> Outcome {
    do throws(Refusal) { return try read() } catch {
      // Until here places are those of the body.
      throw CrevError(reason: error.reason, path: path, span: armoured.place(error.span))
    }
  }

  private func read() throws(Refusal) -> Outcome {
    let document: YAMLDocument
    do throws(YAMLError) {
      document = try YAMLDocument(parsing: SourceText(path: path, bytes: armoured.body))
    } catch {
      throw Refusal(.yaml(error), error.span)
    }
    for problem in document.problems {
      if case .duplicateKey(let key) = problem.kind {
        throw Refusal(.repeatedKey(key), problem.span)
      }
    }
    return try read(try ProofFields(document.root, "the proof"))
  }

  private func read(_ fields: ProofFields) throws(Refusal) -> Outcome {
    let kind: String
    if let old = armoured.oldKind {
      guard fields.mapping["kind"] == nil else {
        throw Refusal(.kindInOldProof, fields.mapping.span)
      }
      kind = old
    } else {
      kind = try fields.requiredString("kind")
    }
    guard [Self.review, Self.trust].contains(kind) else { return .otherKind(kind) }
    let format = try fields.requiredString("version")
    guard format == Self.format else { throw Refusal(.format(format), fields.mapping.span) }
    let written = try fields.requiredString("date")
    guard written.utf8.count > "2026-01-31".utf8.count, let date = Timestamp(written) else {
      throw Refusal(.date(written), fields.node("date")?.span ?? fields.mapping.span)
    }
    let author = try ProofFields(try fields.required("from"), "`from`").person()
    // What follows is only looked at where the author wrote it.
    try verify(author.id)
    return .proof(
      CrevProof(
        author: author.id, authorURL: author.url, date: date,
        content: kind == Self.review
          ? .review(try review(fields)) : .trust(try statement(fields)),
        digest: CrevDigest(of: armoured.body), path: path, span: armoured.span))
  }

  private func verify(_ author: CrevID) throws(Refusal) {
    let whole = SourceSpan(0, armoured.body.count)
    let text = ProofArmour.trimmed(armoured.signature[...])
    guard !text.isEmpty else { throw Refusal(.noSignature, whole) }
    guard let signature = Base64URL.bytes(of: String(decoding: text, as: UTF8.self)),
      signature.count == Ed25519.signatureCount
    else { throw Refusal(.malformedSignature, whole) }
    let isRight: Bool
    do throws(Ed25519.Unavailable) {
      isRight = try Ed25519.verifies(signature, of: armoured.body, by: author.key)
    } catch {
      throw Refusal(.cannotVerify, whole)
    }
    guard isRight else { throw Refusal(.wrongSignature(author), whole) }
  }

  private func statement(_ fields: ProofFields) throws(Refusal) -> CrevTrustStatement {
    _ = try fields.required("ids")
    return CrevTrustStatement(
      people: try fields.people("ids"),
      level: try fields.scale("trust"),
      comment: try fields.string("comment") ?? "", overrides: try fields.people("override"))
  }

  private func review(_ fields: ProofFields) throws(Refusal) -> CrevReview {
    var issues: [CrevReview.Issue] = []
    for node in try fields.list("issues") {
      let issue = try ProofFields(node, "`issues`")
      issues.append(
        CrevReview.Issue(
          id: try issue.requiredString("id"), severity: try issue.scale("severity"),
          range: try issue.range(), comment: try issue.string("comment") ?? ""))
    }
    var advisories: [CrevReview.Advisory] = []
    for node in try fields.list("advisories") {
      let advisory = try ProofFields(node, "`advisories`")
      var ids: [String] = []
      for id in try advisory.list("ids") {
        guard let text = id.resolved.scalar?.text, !text.isEmpty else {
          throw Refusal(.type("ids", expected: "a list of names"), id.span)
        }
        ids.append(text)
      }
      advisories.append(
        CrevReview.Advisory(
          ids: ids, severity: try advisory.scale("severity"), range: try advisory.range(),
          comment: try advisory.string("comment") ?? ""))
    }
    var alternatives: [String] = []
    for node in try fields.list("alternatives") {
      alternatives.append(try ProofFields(node, "`alternatives`").requiredString("name"))
    }
    return CrevReview(
      package: try package(try ProofFields(try fields.required("package"), "`package`")),
      base: try fields.fields("package-diff-base").map { base throws(Refusal) in try package(base)
      },
      quality: try quality(fields), issues: issues, advisories: advisories,
      isUnmaintained: try fields.fields("flags")?.boolean("unmaintained") ?? false,
      alternatives: alternatives, comment: try fields.string("comment") ?? "",
      overrides: try fields.people("override"), agent: try agent(fields))
  }

  private func quality(_ fields: ProofFields) throws(Refusal) -> CrevReview.Quality? {
    guard let review = try fields.fields("review") else { return nil }
    let quality = CrevReview.Quality(
      thoroughness: try review.scale("thoroughness"),
      understanding: try review.scale("understanding"),
      rating: try review.scale("rating"))
    return quality == .nothing ? nil : quality
  }

  private func agent(_ fields: ProofFields) throws(Refusal) -> CrevReview.Agent? {
    guard let agent = try fields.fields("llm-agent") else { return nil }
    return CrevReview.Agent(
      model: try agent.requiredString("model"), version: try agent.string("model-version"),
      isHumanGuided: try agent.boolean("human-guided"))
  }

  private func package(_ fields: ProofFields) throws(Refusal) -> CrevPackage {
    let text = try fields.requiredString("version")
    let version: Version
    do throws(Version.Malformed) { version = try Version(parsing: text) } catch {
      throw Refusal(.version(text), fields.node("version")?.span ?? fields.mapping.span)
    }
    let written = try fields.requiredString("digest")
    var digest: CrevDigest?
    if try fields.string("digest-type") ?? Self.digestKind == Self.digestKind {
      digest = Base64URL.bytes(of: written).flatMap { CrevDigest($0) }
      guard digest != nil else {
        throw Refusal(.digest(written), fields.node("digest")?.span ?? fields.mapping.span)
      }
    }
    return CrevPackage(
      source: try fields.requiredString("source"), name: try fields.requiredString("name"),
      version: version, revision: try fields.string("revision") ?? "", digest: digest)
  }
}
