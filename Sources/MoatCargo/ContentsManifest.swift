import MoatModel
package import MoatSyntax

/// The manifest among a package's files, parsed once for all who ask for it.
package enum ContentsManifest: Sendable {
  case missing
  case notTOML(TOMLError)
  /// The manifest, or why a part of it is not what Cargo reads.
  case document(TOMLDocument, Result<Manifest, DocumentError>)

  /// - Parameter file: the `Cargo.toml` in the package's own folder.
  package init(_ file: PackageContents.File?) {
    guard let file else {
      self = .missing
      return
    }
    let source = SourceText(path: file.path, bytes: file.bytes)
    do throws(TOMLError) {
      let document = try TOMLDocument(parsing: source)
      do throws(DocumentError) {
        self = .document(document, .success(try Manifest(document, of: source)))
      } catch {
        self = .document(document, .failure(error))
      }
    } catch {
      self = .notTOML(error)
    }
  }
}
