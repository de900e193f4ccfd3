;; A session in a real Emacs with lsp-mode. The configuration before it is the one that the documentation shows.
;; Each step says what it has seen on a line of its own; the first that waits in vain ends Emacs with exit code 1.
(setq lsp-auto-guess-root t lsp-restart 'ignore lsp-diagnostics-provider :none lsp-keep-workspace-alive nil
      lsp-enable-suggest-server-download nil lsp-enabled-clients '(ringfence) lsp-headerline-breadcrumb-enable nil
      lsp-enable-snippet nil lsp-idle-delay 0 lsp-debounce-full-sync-notifications nil
      create-lockfiles nil make-backup-files nil)

(defun say (&rest words) (princ (concat (mapconcat #'identity words " ") "\n")))

(defun raw () (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics t)))

(defun found ()
  (mapcar (lambda (each)
            (let ((start (lsp:range-start (lsp:diagnostic-range each))))
              (format "%d:%d %s" (1+ (lsp:position-line start)) (lsp:position-character start)
                      (lsp:diagnostic-message each))))
          (raw)))

(defun wait-for (what holds)
  (let ((end (+ (float-time) 60)))
    (while (and (not (funcall holds)) (< (float-time) end)) (accept-process-output nil 0.05))
    (unless (funcall holds)
      (say "waited in vain for" what (format "%S" (found)))
      (kill-emacs 1))))

(defconst message-of "LeadDB is internal to cam. Import LeadDTO from shop.cam.api.dtos.")

(defun sees (&rest expected) (lambda () (equal (found) expected)))

;; Attach, and see what is wrong. `lsp-deferred' waits until the buffer is shown, and a batch shows none.
(find-file (expand-file-name "shop/delivery/packager.py"))
(lsp-workspace-folders-add (expand-file-name default-directory))
(lsp)
(wait-for "the finding" (sees (concat "2:36 " message-of)))
(say "finding" (car (found)))

;; Diagnostics follow edits around emoji, without a save.
(goto-char (point-min))
(insert "# 👍🏽 two lines above é\n# 😀\n")
(wait-for "the finding further down" (sees (concat "4:36 " message-of)))
(say "moved" (car (found)))

;; The quick fix.
(goto-char (point-min))
(search-forward "import LeadDB")
(backward-char 2)
(let ((action (car (lsp-code-actions-at-point))))
  (say "action" (lsp:code-action-title action))
  (lsp-execute-code-action action))
(wait-for "no finding" (sees))
(say "fixed" (replace-regexp-in-string "\n" "\\\\n" (buffer-string)))

;; A clean stop.
(set-buffer-modified-p nil)
(let* ((workspace (car (lsp-workspaces))) (server (lsp--workspace-cmd-proc workspace)))
  (lsp-workspace-shutdown workspace)
  (wait-for "the end" (lambda () (not (process-live-p server)))))
(say "stopped")
(kill-emacs 0)
