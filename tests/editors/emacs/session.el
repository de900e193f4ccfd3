;; A session in a real Emacs with eglot. The configuration before it is the one that the documentation shows.
;; Each step says what it has seen on a line of its own; the first that waits in vain ends Emacs with exit code 1.
(setq eglot-sync-connect 30 eglot-autoshutdown t eglot-confirm-server-initiated-edits nil
      create-lockfiles nil make-backup-files nil)

(defconst root default-directory)

(defun say (&rest words) (princ (concat (mapconcat #'identity words " ") "\n")))

(defun found ()
  (flymake-start)
  (mapcar (lambda (each)
            (save-excursion
              (goto-char (flymake-diagnostic-beg each))
              (format "%d:%d %s" (line-number-at-pos) (1+ (current-column))
                      (car (split-string (flymake-diagnostic-text each) "[.]")))))
          (flymake-diagnostics)))

(defun wait-for (what holds)
  (let ((end (+ (float-time) 60)))
    (while (and (not (funcall holds)) (< (float-time) end)) (accept-process-output nil 0.05))
    (unless (funcall holds)
      (say "waited in vain for" what (format "%S" (found)))
      (kill-emacs 1))))

(defun sees (expected) (lambda () (equal (found) expected)))

;; Attach, and see what is wrong.
;; `eglot-ensure` waits for the next command, and a batch has none.
(find-file (expand-file-name "shop/delivery/packager.py" root))
(call-interactively 'eglot)
(wait-for "a server" #'eglot-managed-p)
(wait-for "the finding" (sees '("2:37 ringfence [private-import]: LeadDB is internal to cam")))
(say "finding" (car (found)))

;; Diagnostics follow edits around emoji, without a save.
(goto-char (point-min))
(insert "# 👍🏽 two lines above é\n# 😀\n")
(eglot--signal-textDocument/didChange)
(wait-for "the finding further down" (sees '("4:37 ringfence [private-import]: LeadDB is internal to cam")))
(say "moved" (car (found)))

;; The quick fix.
(let* ((each (car (flymake-diagnostics)))
       (actions (eglot-code-actions (flymake-diagnostic-beg each) (flymake-diagnostic-end each) "quickfix")))
  (say "action" (plist-get (elt actions 0) :title))
  (eglot--apply-workspace-edit (plist-get (elt actions 0) :edit)))
(eglot--signal-textDocument/didChange)
(wait-for "no finding" (lambda () (null (found))))
(say "fixed" (replace-regexp-in-string "\n" "\\\\n" (buffer-string)))

;; boundaries.yaml is saved. What a batch does not hear of files that change is seen with the next save.
(find-file (expand-file-name "shop/delivery/intake.py" root))
(unless (eglot-managed-p) (call-interactively 'eglot))
(wait-for "a server" #'eglot-managed-p)
(wait-for "the other finding" (lambda () (string-prefix-p "1:32 ringfence [god-module-import]" (or (car (found)) ""))))
(append-to-file "rules: {god-module-import: \"off\"}\n" nil (expand-file-name "boundaries.yaml" root))
(set-buffer-modified-p t)
(save-buffer)
(wait-for "the new rule" (lambda () (null (found))))
(say "config")

;; A clean stop.
(mapc (lambda (each) (with-current-buffer each (set-buffer-modified-p nil))) (buffer-list))
(eglot-shutdown (eglot-current-server))
(say "stopped")
(kill-emacs 0)
