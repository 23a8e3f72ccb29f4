## Said once after something was done
done-published = تم النشر.
