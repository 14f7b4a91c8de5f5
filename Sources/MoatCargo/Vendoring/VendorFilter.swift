/// Which files of an archive `cargo vendor` leaves out (Cargo 1.94 and later).
///
/// git's own files, which would act on the repository the tree is committed to, and Cargo's mark of
/// a finished unpacking (`vendor_this` in `cargo/src/cargo/ops/vendor.rs`).
package enum VendorFilter {
  /// - Parameter path: below the crate's folder.
  package static func keeps(_ path: String) -> Bool {
    let names = path.utf8.split(separator: UInt8(ascii: "/"))
    if names.contains(where: { $0.elementsEqual(".git".utf8) }) { return false }
    guard let last = names.last else { return true }
    if last.elementsEqual(".gitattributes".utf8) || last.elementsEqual(".gitignore".utf8) {
      return false
    }
    return !path.utf8.elementsEqual(".cargo-ok".utf8)
  }
}
