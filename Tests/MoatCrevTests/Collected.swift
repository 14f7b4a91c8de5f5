import MoatCrev
import MoatModel
import Testing

extension [String] {
  /// The proofs of files, all of which must be good.
  func collected() throws -> ProofCollection {
    let file = ProofFile(reading: SourceText(path: "a.proof.crev", text: joined(separator: "\n")))
    #expect(file.refused.isEmpty, "\(file.refused.map(\.message))")
    return ProofCollection(file.proofs)
  }
}
