/// How many locked packages were proven, and by what.
package struct ProofTally: Hashable, Sendable {
  /// By an archive with the lockfile's checksum.
  package var archive = 0
  /// By packing their files again.
  package var repacked = 0
  /// Only consistent with a checksum file that lies beside them.
  package var ownChecksums = 0
  package var unproven = 0
  /// From git repositories: the lockfile has no checksum for them.
  package var uncovered = 0
  package var contradicted = 0

  package init() {}

  package var total: Int {
    archive + repacked + ownChecksums + unproven + uncovered + contradicted
  }

  package static func += (left: inout ProofTally, right: ProofTally) {
    left.archive += right.archive
    left.repacked += right.repacked
    left.ownChecksums += right.ownChecksums
    left.unproven += right.unproven
    left.uncovered += right.uncovered
    left.contradicted += right.contradicted
  }
}
