package import MoatModel

/// One crate of an update of a lockfile.
package struct CrateUpdate: Sendable {
  package let name: String
  /// nil for a crate that is new.
  package let old: PackageIdentity?
  /// nil for a crate that is gone.
  package let new: PackageIdentity?
  /// What the update changes; of a crate that is gone nothing is compared, and this is nil.
  package let diff: Evidence<PackageDiff>?
  /// What the lockfiles alone say: a checksum that changed, another source.
  package let remark: String?

  package init(
    name: String, old: PackageIdentity?, new: PackageIdentity?, diff: Evidence<PackageDiff>?,
    remark: String? = nil
  ) {
    self.name = name
    self.old = old
    self.new = new
    self.diff = diff
    self.remark = remark
  }
}
