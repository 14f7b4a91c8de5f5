import MoatCargo
import MoatFindings
import MoatModel

extension LockfileFacts {
  /// The findings for every package whose digest differs from a recorded one.
  func differences(
    from records: [RecordedPackage: RecordedDigest],
    finding: (LockedPackage, RecordedDigest) -> Finding
  ) -> [Finding] {
    guard let locked, !records.isEmpty else { return [] }
    return locked.graph.packages.compactMap { package in
      guard let digest = package.checksum.digest, let source = package.source,
        let recorded = records[
          RecordedPackage(identity: package.identity, source: source.raw)],
        recorded.digest != digest
      else { return nil }
      return finding(package, recorded)
    }
  }
}

extension LockedPackage {
  /// The two digests, one a line, aligned.
  func bothDigests(_ recorded: RecordedDigest) -> [String] {
    ["here:      \(checksum.digest?.hex ?? "none")", "recorded:  \(recorded.digest.hex)"]
  }
}
