import MoatArchive
package import MoatModel
import MoatSyntax

/// What a file of proofs holds: `*.proof.crev`.
package struct ProofFile: Sendable {
  /// Those with a signature that fits, in order.
  package private(set) var proofs: [CrevProof] = []
  /// Those that are not read, and why. The last may stand for the whole rest of the file.
  package private(set) var refused: [CrevError] = []
  /// How many there are of each kind that is not of use here, such as `code review`. Their
  /// signatures were not looked at.
  package private(set) var otherKinds: [String: Int] = [:]

  /// Reads a file. Nothing in it is an error of the whole: what is wrong is ``refused``.
  package init(reading source: SourceText) {
    guard source.bytes.count <= CrevLimit.file else {
      refused = [
        CrevError(reason: .fileTooLarge(limit: CrevLimit.file), path: source.path, span: .start)
      ]
      return
    }
    let armour = ProofArmour(source.bytes)
    for armoured in armour.proofs.prefix(CrevLimit.proofs) {
      do throws(CrevError) {
        switch try ProofReader(armoured, path: source.path).proof() {
        case .proof(let proof): proofs.append(proof)
        case .otherKind(let kind): otherKinds[kind, default: 0] += 1
        }
      } catch {
        refused.append(error)
      }
    }
    if let failure = armour.failure {
      refused.append(
        CrevError(reason: failure.reason, path: source.path, span: failure.span))
    }
    guard !refused.isEmpty else { return }
    let lines = LineIndex(source.bytes)
    for place in refused.indices {
      refused[place].line = lines.position(at: refused[place].span.lower).line
    }
  }
}
