import MoatCargo
import MoatModel
import MoatPipeline
import MoatVetting

extension VetCertifySubject {
  /// Notes with the digests that the lockfile records of what is certified.
  ///
  /// - Throws: a usage error where it records none: then nothing would be pinned.
  func notes(_ notes: String?, withDigestsIn session: VetSession) throws -> String? {
    let versions: [VetVersion]
    switch kind {
    case .full(let version): versions = [version]
    case .delta(let from, let to): versions = [from, to]
    case .wildcard: versions = []
    }
    var recorded = notes
    var isFound = false
    for version in versions where version.gitRevision == nil {
      let locked = session.project.locked?.graph.packages.first { package in
        package.name == crate && package.version == version.semver
          && package.source?.isCratesIO ?? false
      }
      guard let digest = locked?.checksum.digest else { continue }
      recorded = ArchiveDigestNote(crate: crate, version: version.semver, digest: digest)
        .recorded(in: recorded)
      isFound = true
    }
    guard isFound else {
      throw CommandFailure.usage(
        "no digest of \(words) is known: the lockfile has none",
        hint: "leave out `--digest`, or certify the version that is locked")
    }
    return recorded
  }
}
