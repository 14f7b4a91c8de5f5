extension FileSystem {
  /// Whether a folder, absolute, lies in a checkout: there is a `.git` in it or above. Git itself is
  /// asked only then, as it takes far longer to say that there is none.
  package func isInWorkTree(_ folder: String) -> Bool {
    var next: String? = folder
    while let current = next {
      do throws(FileFailure) {
        if try kind(of: PathText.join(current, ".git")) != nil { return true }
      } catch {
        // Not knowing: let git find out.
        return true
      }
      next = PathText.parent(current)
    }
    return false
  }
}
