package import MoatModel
package import MoatSyntax

/// Why a proof, or the rest of a file of proofs, is not read.
package struct CrevError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case fileTooLarge(limit: Int)
    case tooManyProofs(limit: Int)
    case bodyTooLong(limit: Int)
    case signatureTooLong(limit: Int)
    /// Something between two proofs.
    case outside
    /// The file ends inside a proof.
    case unfinished
    /// An old proof whose lines name different kinds.
    case kinds(String, String)
    case yaml(YAMLError)
    case repeatedKey(String)
    case missing(String, in: String)
    case type(String, expected: String)
    case value(String, String, expected: [String])
    case version(String)
    case date(String)
    case id(String)
    case digest(String)
    case format(String)
    /// An old proof that also names its kind.
    case kindInOldProof
    case noSignature
    case malformedSignature
    case wrongSignature(CrevID)
    case cannotVerify
  }

  package let reason: Reason
  package let path: String
  package let span: SourceSpan
  /// Where it is wrong, from 1.
  package internal(set) var line = 1

  init(reason: Reason, path: String, span: SourceSpan) {
    self.reason = reason
    self.path = path
    self.span = span
  }

  /// A lowercase phrase that completes "the proof is refused: …". Quotes the file: neutralise it.
  package var message: String {
    switch reason {
    case .fileTooLarge(let limit): "the file is larger than \(limit) bytes"
    case .tooManyProofs(let limit): "the file has more than \(limit) proofs; the rest is not read"
    case .bodyTooLong(let limit): "it is longer than \(limit) bytes"
    case .signatureTooLong(let limit): "its signature is longer than \(limit) bytes"
    case .outside: "expected the first line of a proof, found something else; the rest is not read"
    case .unfinished: "the file ends before the proof does"
    case .kinds(let one, let other):
      "it starts as `\(LegibleText.short(one))` and goes on as `\(LegibleText.short(other))`"
    case .yaml(let error): error.message
    case .repeatedKey(let key): "expected each key once, found `\(LegibleText.short(key))` again"
    case .missing(let key, let place): "\(place) has no `\(key)`"
    case .type(let key, let expected): "`\(key)` is not \(expected)"
    case .value(let key, let found, let expected):
      "`\(key)` is `\(LegibleText.short(found))`, and not one of "
        + expected.map { "`\($0)`" }.joined(separator: ", ")
    case .version(let text): "`\(LegibleText.short(text))` is not a version"
    case .date(let text): "`\(LegibleText.short(text))` is not a time"
    case .id(let text): "`\(LegibleText.short(text))` is not the id of a person"
    case .digest(let text): "`\(LegibleText.short(text))` is not a digest of 32 bytes"
    case .format(let text):
      "its format version is `\(LegibleText.short(text))`, and only -1 is known"
    case .kindInOldProof: "it has the old form and names a kind, which that form does not"
    case .noSignature: "it is not signed"
    case .malformedSignature: "its signature is not 64 bytes in Base64"
    case .wrongSignature(let id): "its signature is not by \(id) over these bytes"
    case .cannotVerify: "its signature cannot be checked: libcrypto has no Ed25519 here"
    }
  }
}
